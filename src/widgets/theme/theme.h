// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "colors.h"
#include "metrics.h"

#include <QObject>

class QApplication;
class QPalette;

namespace sekisho::widgets {

/// Decides how every window looks: gives the application its palette, fonts, style and style sheet, and
/// changes them live. Made once, by `app` or a test, after the QApplication and before the first window. GUI
/// thread.
class Theme : public QObject
{
    Q_OBJECT
public:
    struct Look {
        Scheme scheme = Scheme::Light;
        Density density = Density::Comfortable;
        bool reducedMotion = false;
        friend bool operator==(const Look &, const Look &) = default;
    };

    explicit Theme(QApplication *application, QObject *parent = nullptr);

    /// Applies the look to all windows, open ones included.
    void apply(const Look &look);
    void setScheme(Scheme scheme);
    void setDensity(Density density);
    const Look &look() const { return m_look; }
    Scheme scheme() const { return m_look.scheme; }
    /// What the system's own palette was when the theme was made.
    Scheme systemScheme() const { return m_systemScheme; }
    const Colors &colors() const { return Colors::of(m_look.scheme); }

    static QPalette paletteFor(const Colors &colors);

Q_SIGNALS:
    /// After everything was repolished; widgets that paint for themselves are repainted by Qt.
    void lookChanged();

private:
    QApplication *m_application;
    Scheme m_systemScheme;
    Look m_look;
};

} // namespace sekisho::widgets
