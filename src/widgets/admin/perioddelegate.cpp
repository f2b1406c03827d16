// SPDX-License-Identifier: GPL-3.0-or-later
#include "perioddelegate.h"

#include "admintext.h"

namespace sekisho::widgets {

QString PeriodDelegate::displayText(const QVariant &value, const QLocale & /*locale*/) const
{
    return periodText(value.toString());
}

} // namespace sekisho::widgets
