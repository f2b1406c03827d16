// SPDX-License-Identifier: GPL-3.0-or-later
#include "notice.h"

#include <widgets/theme/colors.h>
#include <widgets/theme/icon.h>
#include <widgets/theme/metrics.h>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {
namespace {

QColor paperOf(Notice::Kind kind)
{
    const Colors &c = Colors::current();
    switch (kind) {
    case Notice::Kind::Good:
        return c.goodSoft;
    case Notice::Kind::Warn:
        return c.warnSoft;
    case Notice::Kind::Bad:
        return c.badSoft;
    case Notice::Kind::Info:
        break;
    }
    return c.accentSoft;
}

QIcon iconOf(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::Good:
        return Icon::get(u"check"_s, Icon::Tint::Good);
    case Notice::Kind::Warn:
        return Icon::get(u"warning"_s, Icon::Tint::Warn);
    case Notice::Kind::Bad:
        return Icon::get(u"error"_s, Icon::Tint::Bad);
    case Notice::Kind::Info:
        break;
    }
    return Icon::get(u"info"_s, Icon::Tint::Accent);
}

} // namespace

Notice::Notice(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    m_text->setWordWrap(true);
    m_text->setObjectName(u"noticeLabel"_s);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action->setProperty("kind", u"link"_s);
    m_action->setObjectName(u"noticeActionButton"_s);
    m_close->setIcon(Icon::get(u"close"_s));
    m_close->setObjectName(u"noticeCloseButton"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::m, space::xs + 2, space::s, space::xs + 2);
    row->setSpacing(space::s);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
    setClosable(false);
    hide();
    connect(m_action, &QPushButton::clicked, this, &Notice::actionRequested);
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
    retranslate();
}

void Notice::show(Kind kind, const QString &text, const QString &action)
{
    m_kind = kind;
    m_icon->setPixmap(iconOf(kind).pixmap(metrics::icon, metrics::icon));
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(text);
    QFrame::show();
    update();
}

void Notice::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

QString Notice::text() const
{
    return m_text->text();
}

void Notice::retranslate()
{
    m_close->setAccessibleName(tr("Close"));
    m_close->setToolTip(tr("Close"));
}

void Notice::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange)
        m_icon->setPixmap(iconOf(m_kind).pixmap(metrics::icon, metrics::icon));
    QFrame::changeEvent(event);
}

void Notice::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(paperOf(m_kind));
    painter.drawRoundedRect(rect(), metrics::radius, metrics::radius);
}

} // namespace sekisho::widgets
