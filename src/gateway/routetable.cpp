// SPDX-License-Identifier: GPL-3.0-or-later
#include "routetable.h"

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

RouteTable::RouteTable(std::vector<AdminRoute> control, const std::vector<traces::TraceEndpoint> &traceStore)
{
    addPair("POST", "/chat/completions", Scope::AnyKey, RouteKind::Chat);
    addPair("GET", "/models", Scope::AnyKey, RouteKind::ModelList);
    addPair("GET", "/models/{id}", Scope::AnyKey, RouteKind::ModelEntry);
    add({"POST", "/openai/deployments/{model}/chat/completions", Scope::AnyKey, RouteKind::Chat, {}, 200});
    add({"GET", "/health/liveliness", Scope::Public, RouteKind::Liveliness, {}, 200});
    add({"GET", "/health/liveness", Scope::Public, RouteKind::Liveliness, {}, 200});
    add({"GET", "/health/readiness", Scope::Public, RouteKind::Readiness, {}, 200});
    add({"GET", "/", Scope::Public, RouteKind::Root, {}, 200});
    add({"GET", "/openapi.json", Scope::Public, RouteKind::OpenApi, {}, 200});
    add({"GET", "/routes", Scope::Public, RouteKind::RouteList, {}, 200});
    for (AdminRoute &route : control)
        add({route.method, route.path, route.scope, RouteKind::Control, std::move(route.handler),
             route.status, std::move(route.late)});
    for (const traces::TraceEndpoint &endpoint : traceStore)
        add({endpoint.method,
             endpoint.path,
             endpoint.needsKeys ? Scope::AnyKey : Scope::Public,
             RouteKind::Traces,
             {},
             200});
}

std::vector<const RouteEntry *> RouteTable::entries() const
{
    std::vector<const RouteEntry *> all;
    for (const auto &[path, entries] : m_exact) {
        for (const RouteEntry &entry : entries)
            all.push_back(&entry);
    }
    for (const RouteEntry &entry : m_patterns)
        all.push_back(&entry);
    std::sort(all.begin(), all.end(), [](const RouteEntry *a, const RouteEntry *b) {
        return std::tie(a->path, a->method) < std::tie(b->path, b->method);
    });
    return all;
}

void RouteTable::addPair(const QByteArray &method, const QByteArray &path, Scope scope, RouteKind kind)
{
    add({method, path, scope, kind, {}, 200});
    add({method, "/v1" + path, scope, kind, {}, 200});
}

void RouteTable::add(RouteEntry entry)
{
    if (entry.path.contains('{'))
        m_patterns.push_back(std::move(entry));
    else
        m_exact[entry.path.toStdString()].push_back(std::move(entry));
}

/// What stands before, between and after the {name}s.
static QByteArrayList literalsOf(const QByteArray &pattern)
{
    QByteArrayList literals;
    for (const QByteArray &part : pattern.split('{'))
        literals.append(literals.isEmpty() ? part : part.sliced(part.indexOf('}') + 1));
    return literals;
}

static QString decoded(const QByteArray &part)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(part));
}

/// What stands for the {name}s of `pattern` in `path`, in their order; empty if it does not fit.
static QStringList fitted(const QByteArray &pattern, const QByteArray &path)
{
    const QByteArrayList literals = literalsOf(pattern);
    const QByteArray &before = literals.first(), &after = literals.last();
    if (path.size() <= before.size() + after.size() || !path.startsWith(before) || !path.endsWith(after))
        return {};
    QByteArray rest = path.sliced(before.size()).chopped(after.size());
    QStringList values;
    for (qsizetype i = 1; i + 1 < literals.size(); ++i) {
        const auto end = rest.indexOf(literals.at(i));
        if (end <= 0)
            return {};
        values.append(decoded(rest.first(end)));
        rest = rest.sliced(end + literals.at(i).size());
    }
    return rest.isEmpty() ? QStringList() : values + QStringList(decoded(rest));
}

std::vector<RouteMatch> RouteTable::candidates(const QByteArray &path) const
{
    std::vector<RouteMatch> found;
    if (const auto exact = m_exact.find(path.toStdString()); exact != m_exact.end()) {
        for (const RouteEntry &entry : exact->second)
            found.push_back({&entry, {}, {}});
        return found;
    }
    for (const RouteEntry &entry : m_patterns) {
        if (const QStringList parts = fitted(entry.path, path); !parts.isEmpty())
            found.push_back({&entry, parts.first(), parts.value(1)});
    }
    return found;
}

Verdict<RouteMatch> RouteTable::match(const QByteArray &method, const QByteArray &path) const
{
    const auto found = candidates(path);
    if (found.empty())
        return tl::make_unexpected(
            refusalOf({ErrorKind::NotFound, u"Not Found: no such path"_s, {}, {}, nullptr}));
    QByteArrayList allowed;
    for (const RouteMatch &match : found) {
        if (match.entry->method == method)
            return match;
        allowed.append(match.entry->method);
    }
    Refusal refusal = refusalOf({ErrorKind::InvalidInput, u"Method Not Allowed"_s, {}, {}, nullptr});
    refusal.status = 405;
    refusal.headers.append("Allow", allowed.join(", "));
    return tl::make_unexpected(std::move(refusal));
}

} // namespace sekisho::gateway
