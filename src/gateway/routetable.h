// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adminroute.h"
#include "refusal.h"

#include <traces/traceapi.h>

#include <unordered_map>

namespace sekisho::gateway {

enum class RouteKind {
    Chat,
    ModelList,
    ModelEntry,
    Liveliness,
    Readiness,
    Root,
    OpenApi,
    RouteList,
    Traces,  ///< the trace store's; it finds them itself
    Control, ///< an AdminRoute
};

struct RouteEntry {
    QByteArray method;
    QByteArray path; ///< exact, or with {name}s that stand for anything, slashes included; two at most
    Scope scope = Scope::Admin;
    RouteKind kind = RouteKind::Control;
    AdminHandler handler; ///< Control only
    int status = 200;     ///< of a success; Control only
    LateHandler late;     ///< instead of handler; Control only
};

struct RouteMatch {
    const RouteEntry *entry = nullptr;
    QString parameter;       ///< what stood for {name}, decoded
    QString secondParameter; ///< for the second, if the path has two
};

/// Every path the gateway answers; what is not listed is refused. Immutable, shared by all I/O threads.
class RouteTable
{
public:
    /// The gateway's own routes, those of the management and, to be told of, those of the trace store.
    explicit RouteTable(std::vector<AdminRoute> control,
                        const std::vector<traces::TraceEndpoint> &traceStore = {});

    /// 404 for a path that is not listed, 405 with Allow for another method.
    Verdict<RouteMatch> match(const QByteArray &method, const QByteArray &path) const;

    /// All of them, by path and method.
    std::vector<const RouteEntry *> entries() const;

private:
    void add(RouteEntry entry);
    void addPair(const QByteArray &method, const QByteArray &path, Scope scope, RouteKind kind);
    std::vector<RouteMatch> candidates(const QByteArray &path) const;

    std::unordered_map<std::string, std::vector<RouteEntry>> m_exact;
    std::vector<RouteEntry> m_patterns;
};

} // namespace sekisho::gateway
