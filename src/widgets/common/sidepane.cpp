// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidepane.h"

#include <widgets/theme/icon.h>
#include <widgets/theme/metrics.h>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QStyle>
#include <QToolButton>
#include <QVariantAnimation>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {

SidePane::SidePane(Placement placement, QWidget *parent, int paneWidth)
    : QFrame(parent)
    , m_placement(placement)
    , m_paneWidth(paneWidth)
    , m_inner(new QWidget(this))
    , m_title(new QLabel(m_inner))
    , m_close(new QToolButton(m_inner))
    , m_scroll(new QScrollArea(m_inner))
    , m_slide(new QVariantAnimation(this))
{
    setProperty("kind", u"sidepane"_s);
    setupLayout();
    if (placement == Placement::Over && parent)
        parent->installEventFilter(this);
    connect(m_close, &QToolButton::clicked, this, &SidePane::close);
    connect(m_slide, &QVariantAnimation::valueChanged, this,
            [this](const QVariant &value) { setShown(value.toInt()); });
    // A slide that was turned round at its start changes no value, but must end in its place all the same.
    connect(m_slide, &QVariantAnimation::finished, this, [this] { setShown(m_slide->endValue().toInt()); });
    hide();
    retranslate();
}

void SidePane::setupLayout()
{
    m_title->setFont(fontFor(TextRole::Title));
    m_title->setObjectName(u"paneTitleLabel"_s);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setIcon(Icon::get(u"close"_s));
    m_close->setObjectName(u"paneCloseButton"_s);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *header = new QHBoxLayout;
    header->setContentsMargins(space::l, space::m, space::s, space::s);
    header->addWidget(m_title, 1);
    header->addWidget(m_close);
    auto *column = new QVBoxLayout(m_inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(header);
    column->addWidget(m_scroll, 1);
}

void SidePane::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
    // It takes the keyboard, to scroll by it.
    m_scroll->setAccessibleName(title);
}

void SidePane::setContent(QWidget *content)
{
    content->setProperty("kind", u"page"_s);
    m_scroll->setWidget(content);
}

QWidget *SidePane::content() const
{
    return m_scroll->widget();
}

void SidePane::open()
{
    if (m_open)
        return;
    m_open = true;
    show();
    raise();
    slideTo(m_paneWidth);
    Q_EMIT openChanged(true);
}

void SidePane::close()
{
    if (!m_open)
        return;
    m_open = false;
    slideTo(0);
    Q_EMIT openChanged(false);
}

void SidePane::toggle()
{
    if (m_open)
        close();
    else
        open();
}

void SidePane::slideTo(int width)
{
    m_slide->stop();
    m_slide->setDuration(style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this));
    if (m_slide->duration() <= 0 || !isVisible()) {
        setShown(width);
        return;
    }
    m_slide->setStartValue(m_shown);
    m_slide->setEndValue(width);
    m_slide->setEasingCurve(QEasingCurve::OutCubic);
    m_slide->start();
}

void SidePane::setShown(int width)
{
    m_shown = width;
    if (width == 0 && !m_open)
        hide();
    // The content keeps its width while the pane grows, so it is laid out once.
    if (m_placement == Placement::Beside)
        setFixedWidth(width);
    else if (const QWidget *host = parentWidget())
        setGeometry(host->width() - width, 0, width, host->height());
}

void SidePane::resizeEvent(QResizeEvent *event)
{
    m_inner->setGeometry(1, 0, m_paneWidth - 1, height());
    QFrame::resizeEvent(event);
}

bool SidePane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && m_shown > 0)
        setShown(m_shown);
    return QFrame::eventFilter(watched, event);
}

void SidePane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QFrame::keyPressEvent(event);
}

void SidePane::retranslate()
{
    m_close->setToolTip(tr("Close (Esc)"));
    m_close->setAccessibleName(tr("Close"));
}

void SidePane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

} // namespace sekisho::widgets
