// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewayfixture.h"

#include <gateway/caller.h>
#include <gateway/openapi/routenote.h>
#include <gateway/routetable.h>
#include <storage/database.h>

namespace sekisho::test {

/// Somebody with a key.
struct Visitor {
    const char *name;
    QString key;
    gateway::Caller caller;  ///< as the gateway should see it; matters if `refusal` is 0
    int refusal = 0;         ///< the status of everything that is not public
    bool isOutsider = false; ///< has nothing to do with the foreign objects
    http::Headers headers{}; ///< sent along
    bool isProject = false;  ///< has the keys of the trace store's project
};

/// A route as the tests that walk all routes need it.
struct WalkedRoute {
    QByteArray method;
    QByteArray path; ///< with {name}s
    gateway::Scope scope;
    gateway::RouteKind kind;
    gateway::RouteNote note;

    /// May look, but not change anything.
    bool onlyReads() const;
    /// Langfuse's.
    bool isTraces() const { return path.startsWith("/api/public/"); }
};

/// A whole gateway with one of everything, and visitors of every kind. What belongs to nobody among the
/// outsiders carries the text Marker.
class WalkWorld
{
public:
    static const QString Marker;

    explicit WalkWorld(gateway::ErrorDialect dialect = gateway::ErrorDialect::Current);

    /// False if something could not be made.
    bool make();
    const std::vector<Visitor> &visitors() const { return m_visitors; }
    /// Of a route table as the gateway has it.
    static std::vector<WalkedRoute> routes();
    /// Who may call every route of that kind: the master key, or the project's keys.
    const Visitor &chiefOf(const WalkedRoute &route) const;

    /// What names an object of the world: the {name} of a path, or a field. Null if nothing fits.
    core::Json existing(const WalkedRoute &route, const QString &field) const;
    /// The path with existing things for the {name}s, or with `part` for all of them.
    QString concrete(const WalkedRoute &route, const QByteArray &part = {}) const;
    /// What makes a request complete, as far as fields are required.
    core::Json completeBody(const WalkedRoute &route) const;
    /// The same for the query, "?a=b" or empty.
    QString completeQuery(const WalkedRoute &route) const;

    std::shared_ptr<Reply> ask(const Visitor &visitor, const WalkedRoute &route, const QString &pathAndQuery,
                               const QByteArray &body);
    const Visitor &master() const { return m_visitors.front(); }
    GatewayFixture &gateway() { return m_gateway; }

    /// Every row of every table but those that only observe (calls, health checks).
    QByteArray dump();
    /// What is wrong with a refusal's body; empty if it is LiteLLM's envelope with the reply's status, or for
    /// Langfuse's routes what that says.
    QString flawOf(const Reply &reply, const WalkedRoute &route) const;

private:
    core::Json made(const char *path, core::Json body);
    QString newUserKey(const QString &userId, const QString &role, const QString &team = {});
    bool makeObjects();
    bool makeVisitors();
    bool makeSpans();
    void add(const char *name, const QString &key, gateway::Role role, int refusal, bool isOutsider);
    void addProject();
    QByteArray dumpOf(storage::Database &database, bool isServer);

    gateway::ErrorDialect m_dialect;
    GatewayFixture m_gateway;
    std::unique_ptr<storage::Database> m_database;
    std::unique_ptr<storage::Database> m_traces;
    std::vector<Visitor> m_visitors;
    std::map<QString, std::unique_ptr<TestClient>> m_clients;
    core::Json m_ids = core::Json::object(); ///< of what was made, by the name of the field
    bool m_isGood = true;
};

} // namespace sekisho::test
