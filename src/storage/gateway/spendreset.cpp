// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendreset.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;

core::Result<void> resetKeyAndTeamSpend(Database &database)
{
    return database.transaction([&database] {
        auto done = database.run(u"UPDATE verification_tokens SET spend = 0 WHERE spend <> 0"_s);
        return done ? database.run(u"UPDATE teams SET spend = 0 WHERE spend <> 0"_s) : done;
    });
}

} // namespace sekisho::storage
