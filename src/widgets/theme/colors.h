// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

class QPalette;

namespace sekisho::widgets {

enum class Scheme { Light, Dark, HighContrast };

/// The colour tokens of docs/design.md. Text tokens reach 4.5:1 on `paper` and on `panel`.
struct Colors {
    QColor text;
    QColor quiet;
    QColor paper;
    QColor panel;
    QColor raised;
    QColor line;
    /// The empty part of a meter; seen on paper and on a selected row.
    QColor track;
    QColor hover;
    QColor accent;
    QColor onAccent;
    QColor accentSoft;
    QColor good;
    QColor goodSoft;
    QColor warn;
    QColor warnSoft;
    QColor bad;
    QColor badSoft;
    QColor scrim;

    static const Colors &of(Scheme scheme);
    /// The tokens that go with the application's present palette. Ask while painting, never keep the answer:
    /// a live switch repaints everything with the other ones.
    static const Colors &current();
    static const Colors &matching(const QPalette &palette);
};

QString nameOf(Scheme scheme);
/// Light for a name that is none.
Scheme schemeNamed(const QString &name);
/// WCAG 2.1 contrast ratio, 1 to 21.
double contrastRatio(const QColor &a, const QColor &b);

} // namespace sekisho::widgets
