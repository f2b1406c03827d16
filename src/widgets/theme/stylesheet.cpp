// SPDX-License-Identifier: GPL-3.0-or-later
#include "stylesheet.h"

#include "colors.h"

#include <QFile>

#include <array>

namespace sekisho::widgets {

QString styleSheetFor(Scheme scheme)
{
    const Colors &colors = Colors::of(scheme);
    QFile file(QStringLiteral(":/theme.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    // Longer names first: "@accent" is also the start of "@accentSoft".
    const std::array<std::pair<const char *, QColor>, 16> tokens{{
        {"@accentSoft", colors.accentSoft},
        {"@onAccent", colors.onAccent},
        {"@accent", colors.accent},
        {"@goodSoft", colors.goodSoft},
        {"@warnSoft", colors.warnSoft},
        {"@badSoft", colors.badSoft},
        {"@good", colors.good},
        {"@warn", colors.warn},
        {"@bad", colors.bad},
        {"@text", colors.text},
        {"@quiet", colors.quiet},
        {"@paper", colors.paper},
        {"@panel", colors.panel},
        {"@raised", colors.raised},
        {"@line", colors.line},
        {"@hover", colors.hover},
    }};
    for (const auto &[name, color] : tokens)
        sheet.replace(QLatin1StringView(name), color.name());
    return sheet.replace(QLatin1StringView("@scheme"), nameOf(scheme));
}

} // namespace sekisho::widgets
