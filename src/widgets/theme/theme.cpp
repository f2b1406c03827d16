// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme.h"

#include "icon.h"
#include "stylesheet.h"
#include "themestyle.h"

#include <QApplication>
#include <QPalette>

// Resources of a static library are linked only when something asks for them; outside a namespace, as the
// macro wants.
static void loadResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace sekisho::widgets {

Theme::Theme(QApplication *application, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_systemScheme(QGuiApplication::palette().color(QPalette::Base).lightness() < 128 ? Scheme::Dark
                                                                                        : Scheme::Light)
{
    loadResources();
    m_application->setFont(fontFor(TextRole::Ui));
    m_application->setWindowIcon(Icon::application());
    apply(Look{});
}

void Theme::apply(const Look &look)
{
    m_look = look;
    QApplication::setStyle(new ThemeStyle(look.density, look.reducedMotion));
    QApplication::setPalette(paletteFor(colors()));
    m_application->setStyleSheet(styleSheetFor(look.scheme));
    Q_EMIT lookChanged();
}

void Theme::setScheme(Scheme scheme)
{
    Look look = m_look;
    look.scheme = scheme;
    if (look != m_look)
        apply(look);
}

void Theme::setDensity(Density density)
{
    Look look = m_look;
    look.density = density;
    if (look != m_look)
        apply(look);
}

QPalette Theme::paletteFor(const Colors &c)
{
    QPalette palette(c.text, c.panel, c.hover, c.line, c.line, c.text, c.text, c.paper, c.paper);
    palette.setColor(QPalette::Button, c.raised);
    palette.setColor(QPalette::AlternateBase, c.panel);
    palette.setColor(QPalette::Highlight, c.accentSoft);
    palette.setColor(QPalette::HighlightedText, c.text);
    palette.setColor(QPalette::PlaceholderText, c.quiet);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::ToolTipBase, c.raised);
    palette.setColor(QPalette::ToolTipText, c.text);
    for (auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText}) {
        QColor faint = c.text;
        faint.setAlphaF(0.45F);
        palette.setColor(QPalette::Disabled, role, faint);
    }
    return palette;
}

} // namespace sekisho::widgets
