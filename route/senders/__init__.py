"""What carries messages out of the house: webhooks over HTTP, e-mail over SMTP."""
