// SPDX-License-Identifier: GPL-3.0-or-later
#include "toast.h"

#include <widgets/theme/colors.h>
#include <widgets/theme/metrics.h>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {

Toast *Toast::show(QWidget *owner, const QString &text, const QString &action, std::chrono::milliseconds stay)
{
    QWidget *window = owner->window();
    for (Toast *before : window->findChildren<Toast *>(Qt::FindDirectChildrenOnly))
        before->leave(false);
    return new Toast(window, text, action, stay);
}

Toast::Toast(QWidget *window, const QString &text, const QString &action, std::chrono::milliseconds stay)
    : QWidget(window)
    , m_text(new QLabel(text, this))
    , m_action(new QPushButton(action, this))
    , m_stay(new QTimer(this))
{
    setObjectName(u"toastWidget"_s);
    setAccessibleName(text);
    m_text->setObjectName(u"toastLabel"_s);
    m_action->setObjectName(u"toastActionButton"_s);
    m_action->setProperty("kind", u"link"_s);
    m_action->setVisible(!action.isEmpty());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::l, space::s, space::s, space::s);
    row->setSpacing(space::m);
    row->addWidget(m_text);
    row->addWidget(m_action);
    row->setSizeConstraint(QLayout::SetFixedSize);
    m_stay->setSingleShot(true);
    m_stay->start(stay);
    connect(m_stay, &QTimer::timeout, this, [this] { leave(false); });
    connect(m_action, &QPushButton::clicked, this, [this] { leave(true); });
    window->installEventFilter(this);
    m_action->installEventFilter(this);
    // In its place before it is seen: a pointer that happened to be at the corner would keep it for good.
    place();
    QWidget::show();
    raise();
}

QString Toast::text() const
{
    return m_text->text();
}

void Toast::leave(bool used)
{
    if (std::exchange(m_left, true))
        return;
    hide();
    if (used)
        Q_EMIT actionRequested();
    else
        Q_EMIT expired();
    deleteLater();
}

void Toast::place()
{
    adjustSize();
    const QWidget *window = parentWidget();
    move((window->width() - width()) / 2, window->height() - height() - space::xl);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    if (watched == m_action && event->type() == QEvent::FocusIn)
        m_stay->stop();
    if (watched == m_action && event->type() == QEvent::FocusOut)
        m_stay->start();
    return QWidget::eventFilter(watched, event);
}

void Toast::enterEvent(QEnterEvent *event)
{
    m_stay->stop();
    QWidget::enterEvent(event);
}

void Toast::leaveEvent(QEvent *event)
{
    m_stay->start();
    QWidget::leaveEvent(event);
}

void Toast::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Colors::current().line);
    painter.setBrush(Colors::current().raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::radius, metrics::radius);
}

} // namespace sekisho::widgets
