// SPDX-License-Identifier: GPL-3.0-or-later
#include "routetable.h"

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

RouteTable::RouteTable(std::vector<AdminRoute> control)
{
    addPair("POST", "/chat/completions", Scope::AnyKey, RouteKind::Chat);
    addPair("GET", "/models", Scope::AnyKey, RouteKind::ModelList);
    addPair("GET", "/models/{id}", Scope::AnyKey, RouteKind::ModelEntry);
    add({"POST", "/openai/deployments/{model}/chat/completions", Scope::AnyKey, RouteKind::Chat, {}, 200});
    add({"GET", "/health/liveliness", Scope::Public, RouteKind::Liveliness, {}, 200});
    add({"GET", "/health/liveness", Scope::Public, RouteKind::Liveliness, {}, 200});
    add({"GET", "/health/readiness", Scope::Public, RouteKind::Readiness, {}, 200});
    add({"GET", "/", Scope::Public, RouteKind::Root, {}, 200});
    for (AdminRoute &route : control)
        add({route.method, route.path, route.scope, RouteKind::Control, std::move(route.handler),
             route.status, std::move(route.late)});
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

/// What stands for the {name} of `pattern` in `path`; empty if it does not fit.
static QByteArray fitted(const QByteArray &pattern, const QByteArray &path)
{
    const auto open = pattern.indexOf('{');
    const QByteArray before = pattern.first(open);
    const QByteArray after = pattern.sliced(pattern.indexOf('}') + 1);
    const bool fits =
        path.size() > before.size() + after.size() && path.startsWith(before) && path.endsWith(after);
    return fits ? path.sliced(before.size(), path.size() - before.size() - after.size()) : QByteArray();
}

std::vector<RouteMatch> RouteTable::candidates(const QByteArray &path) const
{
    std::vector<RouteMatch> found;
    if (const auto exact = m_exact.find(path.toStdString()); exact != m_exact.end()) {
        for (const RouteEntry &entry : exact->second)
            found.push_back({&entry, {}});
        return found;
    }
    for (const RouteEntry &entry : m_patterns) {
        if (const QByteArray part = fitted(entry.path, path); !part.isEmpty())
            found.push_back({&entry, QString::fromUtf8(QByteArray::fromPercentEncoding(part))});
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
