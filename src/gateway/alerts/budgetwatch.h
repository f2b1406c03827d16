// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../config/gatewaysettings.h"
#include "../directory.h"
#include "budgetevent.h"

#include <core/clock.h>
#include <storage/gateway/spendlog.h>

#include <functional>

namespace sekisho::gateway {

/// Notices budgets that are crossed by calls whose rows are in the database, each once in a period: again
/// only after the spend started anew, or fell below. Never blocks a call; lives on the management thread.
/// What was over when the gateway started counts as told.
class BudgetWatch
{
public:
    using Tell = std::function<void(const BudgetEvent &)>;

    /// Looks through the directory once; borrows all but `tell`.
    BudgetWatch(const Directory &directory, const GatewaySettings &settings, const core::Clock &clock,
                Tell tell);

    void look(const QList<storage::SpendLog> &rows);

private:
    struct Limits {
        std::optional<core::Money> soft, hard;
    };
    void lookAtAll();
    void look(const KeyEntry &key);
    void look(const TeamEntry &team);
    void look(const TeamEntry &team, const MemberEntry &member);
    void look(const UserEntry &user);
    void look(const OrganizationEntry &organization);
    void look(const CustomerEntry &customer);
    void look(const TagEntry &tag);
    void lookAtBudget(const std::optional<QString> &budgetId);
    void lookAtProxy();
    Limits limitsOf(const std::optional<QString> &budgetId) const;
    void check(const BudgetSubject &subject, const SpendMeter &meter, const Limits &limits);
    void checkMark(const BudgetEvent &event, const std::optional<core::Money> &limit, std::int64_t period);

    const Directory &m_directory;
    const GatewaySettings &m_settings;
    const core::Clock &m_clock;
    const Tell m_tell;
    QHash<QString, std::int64_t> m_told; ///< the end of the period in which it was, in microseconds
    bool m_isQuiet = false;
};

} // namespace sekisho::gateway
