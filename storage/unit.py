"""One unit of work: all tables over one connection, written together or not at all."""

from __future__ import annotations

from sqlalchemy import Connection

from domain.ports import (
    ApiTokens,
    Arrivals,
    AuditLog,
    Cases,
    Clock,
    Deliveries,
    Documents,
    EmbeddedOrders,
    History,
    Mappings,
    Notices,
    Policies,
    Postings,
    Samples,
    Suppliers,
    Users,
    Visits,
    Worklist,
)
from storage.arrivals import SqlArrivals
from storage.audit import SqlAudit
from storage.cases import SqlCases
from storage.documents import SqlDocuments
from storage.history import SqlHistory
from storage.mappings import SqlMappings
from storage.orders import SqlOrders
from storage.outward import SqlDeliveries, SqlNotices
from storage.policies import SqlPolicies
from storage.postings import SqlPostings
from storage.samples import SqlSamples
from storage.suppliers import SqlSuppliers
from storage.users import SqlApiTokens, SqlUsers, SqlVisits
from storage.worklist import SqlWorklist


class SqlUnitOfWork:
    """The store's tables within one transaction."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self.audit: AuditLog = SqlAudit(connection, clock)
        self.documents: Documents = SqlDocuments(connection, self.audit, clock)
        self.arrivals: Arrivals = SqlArrivals(connection, self.audit)
        self.cases: Cases = SqlCases(connection, self.audit)
        self.worklist: Worklist = SqlWorklist(connection)
        self.history: History = SqlHistory(connection)
        self.postings: Postings = SqlPostings(connection, self.audit, clock)
        self.deliveries: Deliveries = SqlDeliveries(connection, self.audit)
        self.notices: Notices = SqlNotices(connection)
        self.policies: Policies = SqlPolicies(connection, self.audit)
        self.samples: Samples = SqlSamples(connection, self.audit)
        self.suppliers: Suppliers = SqlSuppliers(connection, self.audit)
        self.mappings: Mappings = SqlMappings(connection, self.audit)
        self.users: Users = SqlUsers(connection, self.audit, clock)
        self.visits: Visits = SqlVisits(connection)
        self.tokens: ApiTokens = SqlApiTokens(connection, self.audit)
        self.orders: EmbeddedOrders = SqlOrders(connection, self.audit, clock)
