// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../adminroute.h"

#include <core/clock.h>

namespace sekisho::gateway {

/// Whether a list of models lets one through. Empty, `*` and `all-proxy-models` let all through,
/// `no-default-models` adds nothing, `openai/*` lets through what starts with `openai/`.
bool modelListAllows(const QStringList &models, const QString &model);

/// What a caller's request will be counted against, as authorise found it.
struct Grant {
    std::shared_ptr<const TeamEntry> team; ///< null without a team
};

/// Stage 4, authorise: whether this caller may do this now.
class Authorise
{
public:
    Authorise(const Directory &directory, const core::Clock &clock);

    /// Blocked key, expired key, blocked team; the master key always stands.
    core::Result<Grant> standing(const Caller &caller) const;
    /// The key's list within the team's. Forbidden with LiteLLM's `key_model_access_denied` or `team_...`.
    core::Result<void> model(const Caller &caller, const Grant &grant, const QString &model) const;

private:
    core::Result<void> keyStanding(const storage::VirtualKey &key) const;

    const Directory &m_directory;
    const core::Clock &m_clock;
};

} // namespace sekisho::gateway
