"""Where a document goes: the decision, the cases in front of people, the outbox to the ERP, and the deadlines."""
