// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyoperations.h"

#include "wirejson.h"

namespace sekisho::client {

using core::Json;
using core::Result;
using namespace Qt::Literals::StringLiterals;

namespace {
QUrlQuery queryFrom(const KeyQuery &query)
{
    return queryOf({{u"page"_s, QString::number(query.page)},
                    {u"size"_s, QString::number(query.pageSize)},
                    {u"return_full_object"_s, u"true"_s},
                    {u"sort_by"_s, query.sortBy},
                    {u"sort_order"_s, query.descending ? u"desc"_s : u"asc"_s},
                    {u"key_alias"_s, query.alias},
                    {u"user_id"_s, query.userId},
                    {u"team_id"_s, query.teamId}});
}

Result<Page<VirtualKeyInfo>> pageFrom(const Json &answer)
{
    Page<VirtualKeyInfo> page;
    page.rows = listFrom<VirtualKeyInfo>(core::memberOr(answer, "keys"), virtualKeyFrom);
    page.page = static_cast<int>(core::integerOr(answer, "current_page", 1));
    page.pageCount = static_cast<int>(core::integerOr(answer, "total_pages", 1));
    page.total = core::integerOr(answer, "total_count", page.rows.size());
    return page;
}

Result<VirtualKeyInfo> infoFrom(const Json &answer)
{
    auto key = virtualKeyFrom(core::memberOr(answer, "info"));
    if (key.token.isEmpty())
        key.token = core::stringOr(answer, "key");
    return key;
}

Result<GeneratedKey> generatedFrom(const Json &answer)
{
    const auto secret = core::stringOr(answer, "key");
    if (secret.isEmpty())
        return core::fail(core::ErrorKind::Upstream, u"The answer to /key/generate has no key"_s);
    return GeneratedKey{core::SecretString(secret), virtualKeyFrom(answer)};
}
} // namespace

KeyOperations::KeyOperations(ApiTransport *transport)
    : m_transport(transport)
{
}

core::Async<Page<VirtualKeyInfo>> KeyOperations::list(const KeyQuery &query) const
{
    return m_transport->fetchJson<Page<VirtualKeyInfo>>(ApiRequest::get(u"/key/list"_s, queryFrom(query)),
                                                        pageFrom);
}

core::Async<VirtualKeyInfo> KeyOperations::info(const QString &token) const
{
    return m_transport->fetchJson<VirtualKeyInfo>(
        ApiRequest::get(u"/key/info"_s, queryOf({{u"key"_s, token}})), infoFrom);
}

core::Async<GeneratedKey> KeyOperations::generate(const NewKey &key) const
{
    return m_transport->fetchJson<GeneratedKey>(ApiRequest::post(u"/key/generate"_s, toJson(key)),
                                                generatedFrom);
}

core::Async<void> KeyOperations::update(const QString &token, const KeyChanges &changes) const
{
    auto body = toJson(changes);
    body["key"] = token;
    return command(u"/key/update"_s, body);
}

core::Async<void> KeyOperations::block(const QString &token) const
{
    return command(u"/key/block"_s, Json{{"key", token}});
}

core::Async<void> KeyOperations::unblock(const QString &token) const
{
    return command(u"/key/unblock"_s, Json{{"key", token}});
}

core::Async<void> KeyOperations::remove(const QStringList &tokens) const
{
    return command(u"/key/delete"_s, Json{{"keys", core::toJson(tokens)}});
}

core::Async<void> KeyOperations::command(const QString &path, const Json &body) const
{
    return m_transport->fetch<void>(ApiRequest::post(path, body),
                                    [](const ApiResponse &) { return Result<void>(); });
}

} // namespace sekisho::client
