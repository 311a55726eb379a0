"""The ERP: purchase orders come from it, and postings go to it."""
