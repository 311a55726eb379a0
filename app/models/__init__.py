"""Models that are shipped: what makes them, from papers that the generator draws (`python -m app.models`)."""
