// SPDX-License-Identifier: GPL-3.0-or-later
#include "requestlife.h"

namespace sekisho::gateway {

QString nameOf(Stage stage)
{
    static const QStringList names{
        QStringLiteral("accept"),    QStringLiteral("parse"), QStringLiteral("authenticate"),
        QStringLiteral("authorise"), QStringLiteral("admit"), QStringLiteral("route"),
        QStringLiteral("translate"), QStringLiteral("call"),  QStringLiteral("relay"),
        QStringLiteral("settle"),    QStringLiteral("record")};
    return names.at(static_cast<int>(stage));
}

double RequestLife::elapsedMs() const
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
}

} // namespace sekisho::gateway
