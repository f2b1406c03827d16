// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/connectiontest.h>

#include <QString>

namespace sekisho::widgets {

/// A connection test in words: what works, or which station failed and why.
QString connectionSentence(const client::ConnectionReport &report);
QString hopName(client::Hop hop);

} // namespace sekisho::widgets
