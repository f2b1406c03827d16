// SPDX-License-Identifier: GPL-3.0-or-later
#include "routenote.h"

#include <gateway/control/extrafields.h>

#include <QHash>
#include <QSet>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

namespace {

const QHash<QString, NoteKind> &kinds()
{
    static const QHash<QString, NoteKind> names{
        {u"int"_s, NoteKind::Integer},  {u"num"_s, NoteKind::Number},      {u"flag"_s, NoteKind::Flag},
        {u"list"_s, NoteKind::List},    {u"texts"_s, NoteKind::Strings},   {u"obj"_s, NoteKind::Object},
        {u"any"_s, NoteKind::Any},      {u"members"_s, NoteKind::Members}, {u"time"_s, NoteKind::Time},
        {u"dur"_s, NoteKind::Duration}, {u"day"_s, NoteKind::Day}};
    return names;
}

const QHash<QString, const char *> &wordGroups()
{
    static const QHash<QString, const char *> groups{
        {u"@limits"_s, "max_budget:num soft_budget:num tpm_limit:int rpm_limit:int "
                       "max_parallel_requests:int budget_duration:dur"},
        {u"@key"_s, "key_alias user_id team_id organization_id budget_id models:texts blocked:flag "
                    "metadata:obj spend:num duration:dur key_type @limits @keyextras @metadata"},
        {u"@raise"_s, "temp_budget_increase:num temp_budget_expiry:time"},
        {u"@team"_s, "team_alias organization_id models:texts blocked:flag metadata:obj @limits "
                     "@teamextras @metadata team_member_budget_duration:dur"},
        {u"@memberlimits"_s, "max_budget_in_team:num tpm_limit:int rpm_limit:int"},
        {u"@user"_s, "user_email user_alias sso_user_id user_role models:texts metadata:obj @limits "
                     "@userextras @metadata"},
        {u"@ownbudget"_s, "budget_id @limits model_max_budget:obj"},
        {u"@organization"_s,
         "organization_alias models:texts metadata:obj @organizationextras @metadata @ownbudget"},
        {u"@customer"_s, "alias blocked:flag allowed_model_region default_model @customerextras @ownbudget"},
        {u"@tag"_s, "description models:texts model_info:obj @ownbudget"},
        {u"@page"_s, "page:int page_size:int"},
        {u"@sort"_s, "sort_by sort_order"},
        {u"@days"_s, "start_date:day end_date:day"},
        {u"@span"_s, "start_date:day! end_date:day!"}};
    return groups;
}

std::span<const ExtraField> extraGroup(const QString &name)
{
    static const QHash<QString, std::span<const ExtraField>> groups{
        {u"@keyextras"_s, keyExtraFields()},           {u"@teamextras"_s, teamExtraFields()},
        {u"@userextras"_s, userExtraFields()},         {u"@organizationextras"_s, organizationExtraFields()},
        {u"@customerextras"_s, customerExtraFields()}, {u"@metadata"_s, metadataFields()}};
    return groups.value(name);
}

NoteKind kindOf(FieldKind kind)
{
    switch (kind) {
    case FieldKind::Text:
        return NoteKind::Text;
    case FieldKind::Integer:
        return NoteKind::Integer;
    case FieldKind::Number:
        return NoteKind::Number;
    case FieldKind::Flag:
        return NoteKind::Flag;
    case FieldKind::List:
        return NoteKind::List;
    case FieldKind::Strings:
        return NoteKind::Strings;
    case FieldKind::Object:
        break;
    }
    return NoteKind::Object;
}

NoteField fieldOf(QString word)
{
    NoteField field;
    field.isRequired = word.endsWith(u'!');
    if (field.isRequired)
        word.chop(1);
    const QStringList parts = word.split(u':');
    const bool isKnown = parts.size() == 1 || (parts.size() == 2 && kinds().contains(parts.at(1)));
    field.name = isKnown ? parts.first() : u'?' + word;
    field.kind = kinds().value(parts.value(1), NoteKind::Text);
    return field;
}

void append(std::vector<NoteField> &fields, const char *words)
{
    for (const QString &word : QString::fromUtf8(words).split(u' ', Qt::SkipEmptyParts)) {
        if (const char *group = wordGroups().value(word))
            append(fields, group);
        else if (const auto extras = extraGroup(word); !extras.empty())
            for (const ExtraField &extra : extras)
                fields.push_back({QString::fromUtf8(extra.name), kindOf(extra.kind), false});
        else
            fields.push_back(word.startsWith(u'@') ? NoteField{u'?' + word} : fieldOf(word));
    }
}

QHash<QByteArray, NoteMatch> notesByRoute()
{
    QHash<QByteArray, NoteMatch> found;
    for (const RouteNotes &group : allNotes()) {
        for (const RouteNote &note : group.notes)
            found.insert(note.route, {&note, group.tag});
    }
    return found;
}

} // namespace

std::vector<NoteField> fieldsOf(const char *words)
{
    std::vector<NoteField> all, each;
    append(all, words);
    QSet<QString> names;
    for (NoteField &field : all) {
        if (!names.contains(field.name))
            each.push_back(field);
        names.insert(field.name);
    }
    return each;
}

std::vector<RouteNotes> allNotes()
{
    return {chatNotes(),        keyNotes(),      teamNotes(),     userNotes(),  organizationNotes(),
            budgetNotes(),      customerNotes(), tagNotes(),      modelNotes(), credentialNotes(),
            accessGroupNotes(), spendNotes(),    activityNotes(), auditNotes(), healthNotes(),
            settingNotes(),     utilityNotes(),  traceNotes()};
}

NoteMatch noteOf(const QByteArray &method, const QByteArray &path)
{
    static const QHash<QByteArray, NoteMatch> known = notesByRoute();
    const auto note = [&](const QByteArray &other) { return known.value(method + ' ' + other); };
    if (note(path).note)
        return note(path);
    if (path.startsWith("/end_user/"))
        return note(QByteArray(path).replace("/end_user/", "/customer/"));
    return note("/v1" + path);
}

} // namespace sekisho::gateway
