"""erp/adapters."""
