// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendreset.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;

core::Result<void> resetKeyAndTeamSpend(Database &database, core::Timestamp at)
{
    return database.transaction([&] {
        const QVariantList since{bind(at)};
        // Also those without spend: rows of calls that have ended may still be on their way.
        auto done = database.run(u"UPDATE verification_tokens SET spend = 0, spend_since = ?"_s, since);
        return done ? database.run(u"UPDATE teams SET spend = 0, spend_since = ?"_s, since) : done;
    });
}

} // namespace sekisho::storage
