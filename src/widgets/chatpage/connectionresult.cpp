// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionresult.h"

#include <widgets/common/errorsentence.h>

#include <QCoreApplication>

namespace sekisho::widgets {

using client::Hop;

namespace {
QString words(const char *english, int count = -1)
{
    return QCoreApplication::translate("ConnectionResult", english, nullptr, count);
}
} // namespace

QString hopName(Hop hop)
{
    switch (hop) {
    case Hop::Address:
        return words(QT_TRANSLATE_NOOP("ConnectionResult", "The address"));
    case Hop::Network:
        return words(QT_TRANSLATE_NOOP("ConnectionResult", "The network"));
    case Hop::Gateway:
        return words(QT_TRANSLATE_NOOP("ConnectionResult", "The gateway"));
    case Hop::Key:
        return words(QT_TRANSLATE_NOOP("ConnectionResult", "The key"));
    case Hop::Models:
        break;
    }
    return words(QT_TRANSLATE_NOOP("ConnectionResult", "The models"));
}

QString connectionSentence(const client::ConnectionReport &report)
{
    const client::HopResult *failure = report.failure();
    if (!failure)
        return words(QT_TRANSLATE_N_NOOP("ConnectionResult", "Connected. The key may use %n model(s)."),
                     static_cast<int>(report.models.size()));
    const core::Error error = failure->error.value_or(core::Error());
    return words(QT_TRANSLATE_NOOP("ConnectionResult", "%1 failed: %2. %3"))
        .arg(hopName(failure->hop), sentenceFor(error).title, error.detail);
}

} // namespace sekisho::widgets
