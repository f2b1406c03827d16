// SPDX-License-Identifier: GPL-3.0-or-later
#include "block.h"

namespace sekisho::widgets {

QString plainText(const InlineRuns &runs)
{
    QString text;
    for (const InlineRun &run : runs)
        text += run.text;
    return text;
}

} // namespace sekisho::widgets
