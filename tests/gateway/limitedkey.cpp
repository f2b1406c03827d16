// SPDX-License-Identifier: GPL-3.0-or-later
#include "limitedkey.h"

namespace sekisho::test {

using core::Json;
using namespace Qt::Literals::StringLiterals;

static bool post(GatewayFixture &fixture, const QString &path, Json fields, const Json &limits)
{
    fields.update(limits);
    const auto reply = fixture.master().request("POST", path, fields);
    if (reply->status != 200)
        qWarning().noquote() << path << reply->status << reply->body;
    return reply->status == 200;
}

static bool makeMember(GatewayFixture &fixture, const Json &limits)
{
    Json member{{"team_id", "t"}};
    member["member"] = {{"user_id", "u"}, {"role", "user"}};
    Json inTeam = limits;
    if (inTeam.contains("max_budget")) {
        inTeam["max_budget_in_team"] = inTeam["max_budget"];
        inTeam.erase("max_budget");
    }
    return post(fixture, u"/user/new"_s, {{"user_id", "u"}, {"auto_create_key", false}}, Json::object()) &&
           post(fixture, u"/team/new"_s, {{"team_id", "t"}}, Json::object()) &&
           post(fixture, u"/team/member_add"_s, member, Json::object()) &&
           post(fixture, u"/team/member_update"_s, {{"team_id", "t"}, {"user_id", "u"}}, inTeam);
}

static Json tagged()
{
    Json fields = Json::object();
    fields["tags"] = Json::array({"x"});
    return fields;
}

QString keyLimitedAt(GatewayFixture &fixture, const QString &level, const Json &limits)
{
    if (level == u"key" || level == u"api_key")
        return fixture.newKey(limits);
    if (level == u"budget")
        return post(fixture, u"/budget/new"_s, {{"budget_id", "b"}}, limits)
                   ? fixture.newKey({{"budget_id", "b"}})
                   : QString();
    if (level == u"user")
        return post(fixture, u"/user/new"_s, {{"user_id", "u"}, {"auto_create_key", false}}, limits)
                   ? fixture.newKey({{"user_id", "u"}})
                   : QString();
    if (level == u"team")
        return post(fixture, u"/team/new"_s, {{"team_id", "t"}}, limits) ? fixture.newKey({{"team_id", "t"}})
                                                                         : QString();
    if (level == u"team_member")
        return makeMember(fixture, limits) ? fixture.newKey({{"team_id", "t"}, {"user_id", "u"}}) : QString();
    if (level == u"organization")
        return post(fixture, u"/organization/new"_s, {{"organization_id", "o"}, {"organization_alias", "o"}},
                    limits)
                   ? fixture.newKey({{"organization_id", "o"}})
                   : QString();
    if (level == u"tag")
        return post(fixture, u"/tag/new"_s, {{"name", "x"}}, limits) ? fixture.newKey(tagged()) : QString();
    return post(fixture, u"/customer/new"_s, {{"user_id", "guest"}}, limits) ? fixture.newKey(Json::object())
                                                                             : QString();
}

} // namespace sekisho::test
