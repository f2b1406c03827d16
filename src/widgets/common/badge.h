// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace sekisho::widgets {

/// A small word in a tinted pill ("demo", "blocked", "expired"). The word carries the meaning, the colour
/// only helps.
class Badge : public QWidget
{
    Q_OBJECT
public:
    enum class Kind { Neutral, Accent, Good, Warn, Bad };

    explicit Badge(QWidget *parent = nullptr);
    Badge(const QString &text, Kind kind, QWidget *parent = nullptr);

    void setText(const QString &text);
    void setKind(Kind kind);
    const QString &text() const { return m_text; }
    Kind kind() const { return m_kind; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    /// For delegates: draws the pill at the left of `rect`, centred in its height, and returns the width it
    /// took.
    static int paint(QPainter *painter, const QRect &rect, const QString &text, Kind kind);
    static QSize sizeFor(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    Kind m_kind = Kind::Neutral;
};

} // namespace sekisho::widgets
