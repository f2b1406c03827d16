// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../caller.h"
#include "../config/gatewaysettings.h"
#include "chatcommand.h"

#include <core/clock.h>
#include <gateway/modeltable.h>

#include <QVarLengthArray>

namespace sekisho::gateway {

/// Whether a list of models lets one through. Empty, `*` and `all-proxy-models` let all through,
/// `no-default-models` adds nothing, `openai/*` lets through what starts with `openai/`.
bool modelListAllows(const QStringList &models, const QString &model);

/// A model that is asked for, with what the table knows of it.
struct ModelAsk {
    QString name;
    const ModelGroup *group = nullptr;   ///< null: not served, or not looked up
    const ModelAccess *access = nullptr; ///< null: no access groups
};

/// One list of models that decides about a call.
struct ModelRule {
    QString owner; ///< "key", "team", "user" or "org", as in LiteLLM's error codes
    const QStringList *models = nullptr;
    bool allows = true;
};
using ModelRules = QVarLengthArray<ModelRule, 4>;

/// What a caller's request will be counted against, as authorise found it.
struct Grant {
    std::shared_ptr<const TeamEntry> team;                 ///< null without a team
    std::shared_ptr<const MemberEntry> member;             ///< the key's owner in that team
    std::shared_ptr<const OrganizationEntry> organization; ///< of the key, else of the team
    std::shared_ptr<const CustomerEntry> customer;         ///< whom the request names
    QStringList tags;                                      ///< of key, team and request, each once
};

/// Stage 4, authorise: whether this caller may do this now.
class Authorise
{
public:
    Authorise(Directory &directory, const core::Clock &clock, const GatewaySettings &settings);

    /// Blocked key, expired key, blocked team; the master key always stands.
    core::Result<Grant> standing(const Caller &caller) const;
    /// The key's `allowed_routes`. Forbidden.
    core::Result<void> route(const Caller &caller, const QByteArray &path) const;
    /// What the caller means by a model's name: `aliases` of its key, else `model_aliases` of its team, else
    /// the name itself. Asked before anything else about the model (litellm-api §10).
    QString meaningOf(const QString &model, const Caller &caller, const Grant &grant) const;
    /// The lists of the key, its team, its organisation and, for a key without a team, its owner. Forbidden
    /// with LiteLLM's `key_model_access_denied` or `team_...`.
    core::Result<void> model(const Caller &caller, const Grant &grant, const ModelAsk &ask) const;
    /// The lists that model() asks, in its order; they point into caller and grant.
    ModelRules modelRules(const Caller &caller, const Grant &grant, const ModelAsk &ask) const;
    /// Whether the caller may know of the group: it is nobody else's, and model() lets it through.
    bool maySee(const Caller &caller, const Grant &grant, const ModelGroup &group,
                const ModelAccess &access) const;
    /// Whether a list of the caller names this access group.
    bool namesGroup(const Caller &caller, const Grant &grant, const QString &accessGroup) const;
    /// What the request says of itself: its customer, who must not be blocked, and its tags.
    core::Result<void> labels(const Caller &caller, Grant &grant, const ChatCommand &command) const;

private:
    core::Result<void> routeForAll(const Caller &caller, const QByteArray &path) const;
    core::Result<void> keyStanding(const storage::VirtualKey &key) const;
    std::shared_ptr<const OrganizationEntry> organizationOf(const Caller &caller, const Grant &grant) const;
    std::shared_ptr<const CustomerEntry> customerNamed(const QString &endUser) const;

    Directory &m_directory;
    const core::Clock &m_clock;
    const GatewaySettings &m_settings;
};

} // namespace sekisho::gateway
