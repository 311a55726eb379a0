"""Tryton over its REST API: what is asked of it, what it says, and how a posting is written into it step by step."""
