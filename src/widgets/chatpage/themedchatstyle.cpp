// SPDX-License-Identifier: GPL-3.0-or-later
#include "themedchatstyle.h"

#include <widgets/theme/colors.h>
#include <widgets/theme/metrics.h>

namespace sekisho::widgets {

ChatStyle themedChatStyle(const Colors &colors)
{
    const bool dark = colors.paper.lightness() < 128;
    ChatStyle style = dark ? ChatStyle::dark() : ChatStyle::light();
    style.text = colors.text;
    style.quiet = colors.quiet;
    style.paper = colors.paper;
    style.panel = colors.panel;
    style.line = colors.line;
    style.accent = colors.accent;
    style.good = colors.good;
    style.warn = colors.warn;
    style.bad = colors.bad;
    style.selection = colors.accentSoft;
    style.messageFont = fontFor(TextRole::Message);
    style.uiFont = fontFor(TextRole::Ui);
    style.codeFont = fontFor(TextRole::Code);
    style.radius = metrics::radius;
    return style;
}

} // namespace sekisho::widgets
