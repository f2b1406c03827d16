// SPDX-License-Identifier: GPL-3.0-or-later
#include "icon.h"

#include "colors.h"

#include <QFile>
#include <QIconEngine>
#include <QImage>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace sekisho::widgets {
namespace {

QColor colorOf(Icon::Tint tint)
{
    const Colors &colors = Colors::current();
    switch (tint) {
    case Icon::Tint::Ink:
        return colors.text;
    case Icon::Tint::Accent:
        return colors.accent;
    case Icon::Tint::OnAccent:
        return colors.onAccent;
    case Icon::Tint::Good:
        return colors.good;
    case Icon::Tint::Warn:
        return colors.warn;
    case Icon::Tint::Bad:
        return colors.bad;
    case Icon::Tint::Quiet:
        break;
    }
    return colors.quiet;
}

QPixmap render(const QString &file, const QSize &size, const QColor &color)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    QSvgRenderer(file).render(&painter);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(image.rect(), color);
    painter.end();
    return QPixmap::fromImage(image);
}

class TintedEngine final : public QIconEngine
{
public:
    TintedEngine(QString file, Icon::Tint tint)
        : m_file(std::move(file))
        , m_tint(tint)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const QSize size = rect.size() * painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, pixmap(size, mode, state));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        const QColor color = colorFor(mode, state);
        const QString key = QStringLiteral("sekisho-icon/%1/%2x%3/%4")
                                .arg(m_file)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(color.rgba(), 0, 16);
        QPixmap result;
        if (!QPixmapCache::find(key, &result)) {
            result = render(m_file, size, color);
            QPixmapCache::insert(key, result);
        }
        return result;
    }

    QIconEngine *clone() const override { return new TintedEngine(*this); }
    QString key() const override { return QStringLiteral("sekisho-tinted"); }

private:
    QColor colorFor(QIcon::Mode mode, QIcon::State state) const
    {
        QColor color =
            colorOf(state == QIcon::On && m_tint == Icon::Tint::Quiet ? Icon::Tint::Accent : m_tint);
        if (mode == QIcon::Disabled)
            color.setAlphaF(0.45F);
        return color;
    }

    QString m_file;
    Icon::Tint m_tint;
};

} // namespace

QIcon Icon::get(const QString &name, Tint tint)
{
    const QString file = QStringLiteral(":/icons/%1.svg").arg(name);
    return QFile::exists(file) ? QIcon(new TintedEngine(file, tint)) : QIcon();
}

QIcon Icon::application()
{
    return QIcon(QStringLiteral(":/icons/app.svg"));
}

} // namespace sekisho::widgets
