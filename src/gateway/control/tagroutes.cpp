// SPDX-License-Identifier: GPL-3.0-or-later
#include "tagroutes.h"

#include "makeroute.h"
#include "ownbudget.h"
#include "tagfields.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::Tag;

TagRoutes::TagRoutes(ControlServices &services)
    : m_services(&services)
    , m_tags(services.database)
{
}

std::vector<AdminRoute> TagRoutes::routes() const
{
    return {
        makeRoute("POST", "/tag/new", Scope::Admin, *this, &TagRoutes::create),
        makeRoute("POST", "/tag/update", Scope::Admin, *this, &TagRoutes::update),
        makeRoute("POST", "/tag/info", Scope::Viewer, *this, &TagRoutes::info),
        makeRoute("GET", "/tag/list", Scope::Viewer, *this, &TagRoutes::list),
        makeRoute("POST", "/tag/delete", Scope::Admin, *this, &TagRoutes::erase),
    };
}

TagRoutes::Answer TagRoutes::create(const AdminCall &call) const
{
    Change change(*m_services, call);
    Tag tag{.createdAt = change.now(), .createdBy = call.caller.userId, .updatedAt = change.now()};
    FieldReader reader(call.body);
    tag.name = reader.requiredText("name");
    readTag(reader, tag);
    auto done = reader.result();
    if (done && m_services->directory.tag(tag.name))
        done = fail(ErrorKind::Conflict, u"Tag %1 already exists"_s.arg(tag.name), u"bad_request_error"_s,
                    u"name"_s);
    if (done)
        done = applyOwnBudget(*m_services, change, call.body, call.caller.userId, tag.budgetId, tag.limits);
    change.create(tag);
    if (done)
        done = change.commit();
    if (!done)
        return fail(done.error());
    return Json{{"message", u"Tag %1 created successfully"_s.arg(tag.name)},
                {"tag", tagRow(tag, m_services->directory)}};
}

Result<Tag> TagRoutes::requireNamed(const Json &body) const
{
    FieldReader reader(body);
    const QString name = reader.requiredText("name");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    auto tag = m_tags.find(name);
    if (!tag)
        return fail(tag.error());
    if (!*tag)
        return fail(ErrorKind::NotFound, u"Tag %1 not found"_s.arg(name), {}, u"name"_s);
    return std::move(**tag);
}

TagRoutes::Answer TagRoutes::update(const AdminCall &call) const
{
    const auto before = requireNamed(call.body);
    if (!before)
        return fail(before.error());
    Change change(*m_services, call);
    Tag tag = *before;
    FieldReader reader(call.body);
    readTag(reader, tag);
    tag.updatedAt = change.now();
    auto done = reader.result();
    if (done)
        done = applyOwnBudget(*m_services, change, call.body, call.caller.userId, tag.budgetId, tag.limits);
    change.alter(*before, tag);
    if (done)
        done = change.commit();
    if (!done)
        return fail(done.error());
    return Json{{"message", u"Tag %1 updated successfully"_s.arg(tag.name)},
                {"tag", tagRow(tag, m_services->directory)}};
}

TagRoutes::Answer TagRoutes::info(const AdminCall &call) const
{
    FieldReader reader(call.body);
    const QStringList names = reader.requiredStrings("names");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    Json rows = Json::object();
    for (const QString &name : names) {
        const auto tag = m_tags.find(name);
        if (!tag)
            return fail(tag.error());
        if (*tag)
            rows[name.toStdString()] = tagRow(**tag, m_services->directory);
    }
    if (rows.empty())
        return fail(ErrorKind::NotFound, u"No tags found"_s, {}, u"names"_s);
    return rows;
}

// Also those that nobody declared, but requests carried.
TagRoutes::Answer TagRoutes::list(const AdminCall &) const
{
    constexpr std::int64_t MostSeen = 1000;
    const auto tags = m_tags.all();
    const auto seen = m_tags.seen(MostSeen);
    if (!tags || !seen)
        return fail(tags ? seen.error() : tags.error());
    Json rows = Json::array();
    QSet<QString> declared;
    for (const Tag &tag : *tags) {
        rows.push_back(tagRow(tag, m_services->directory));
        declared.insert(tag.name);
    }
    for (const QString &name : *seen) {
        if (declared.contains(name))
            continue;
        Tag tag{.name = name, .description = u"Seen in requests; not declared"_s};
        Json row = tagRow(tag, m_services->directory);
        for (const char *unknown : {"spend", "created_at", "created_by", "updated_at"})
            row[unknown] = nullptr;
        rows.push_back(std::move(row));
    }
    return rows;
}

TagRoutes::Answer TagRoutes::erase(const AdminCall &call) const
{
    const auto tag = requireNamed(call.body);
    if (!tag)
        return fail(tag.error());
    Change change(*m_services, call);
    change.remove(*tag);
    if (auto done = change.commit(); !done)
        return fail(done.error());
    return Json{{"message", u"Tag %1 deleted successfully"_s.arg(tag->name)}};
}

} // namespace sekisho::gateway
