"""The ports: what the stages ask of the world. Adapters live in `erp/adapters`, `ingest/channels` and `storage`."""

from domain.ports.learned import EmbeddedOrders, Mappings, Policies, Suppliers
from domain.ports.outside import Archive, Channel, Clock, Incoming, Ledger, Mailer, OrderBook, Sender, Unpacker
from domain.ports.papers import Arrivals, Cases, Documents, History, Postings, Samples, Worklist
from domain.ports.people import ApiTokens, Deliveries, Notices, Users, Visits
from domain.ports.store import AuditEntry, AuditLog, Store, UnitOfWork

__all__ = [
    "ApiTokens",
    "Archive",
    "Arrivals",
    "AuditEntry",
    "AuditLog",
    "Cases",
    "Channel",
    "Clock",
    "Deliveries",
    "Documents",
    "EmbeddedOrders",
    "History",
    "Incoming",
    "Ledger",
    "Mailer",
    "Mappings",
    "Notices",
    "OrderBook",
    "Policies",
    "Postings",
    "Samples",
    "Sender",
    "Store",
    "Suppliers",
    "UnitOfWork",
    "Unpacker",
    "Users",
    "Visits",
    "Worklist",
]
