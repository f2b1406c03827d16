// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sekisho::widgets {

// CommonMark decides by spaces and punctuation whether ** may open or close (§6.2), which fails in languages
// without spaces: in **「A」**です the second pair cannot close. Before parsing, a mark that nobody writes
// and that counts as punctuation is set between such a pair and the letter beside it; after parsing it is
// taken out again. Inside code and link targets it has no effect and is taken out likewise. See
// commonmark/commonmark-spec#650.
QString withEmphasisMarks(const QString &markdown);
QString withoutEmphasisMarks(const QString &text);

} // namespace sekisho::widgets
