// SPDX-License-Identifier: GPL-3.0-or-later
#include "stateview.h"

#include <widgets/theme/icon.h>
#include <widgets/theme/metrics.h>

#include <QEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QResizeEvent>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {
namespace {

/// The least width that needs no more lines than `widest`: no line is left with one lonely word.
int balancedWidth(QLabel &label, int widest)
{
    // A label counts no width below its minimum.
    label.setMinimumWidth(0);
    const int height = label.heightForWidth(widest);
    int narrowest = widest / 2;
    for (int enough = widest; narrowest < enough;) {
        const int middle = (narrowest + enough) / 2;
        if (label.heightForWidth(middle) > height)
            narrowest = middle + 1;
        else
            enough = middle;
    }
    return narrowest;
}

} // namespace

StateView::StateView(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_detailsToggle(new QPushButton(this))
    , m_details(new QPlainTextEdit(this))
{
    m_title->setObjectName(u"stateTitleLabel"_s);
    m_title->setFont(fontFor(TextRole::Title));
    m_text->setObjectName(u"stateTextLabel"_s);
    m_text->setProperty("kind", u"quiet"_s);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action->setObjectName(u"stateActionButton"_s);
    m_detailsToggle->setObjectName(u"stateDetailsButton"_s);
    m_detailsToggle->setProperty("kind", u"link"_s);
    m_detailsToggle->setCheckable(true);
    m_details->setObjectName(u"stateDetailsEdit"_s);
    m_details->setReadOnly(true);
    m_details->setFont(fontFor(TextRole::Code));
    m_details->setFixedHeight(120);
    m_details->hide();
    setupLayout();
    connect(m_action, &QPushButton::clicked, this, &StateView::actionRequested);
    connect(m_detailsToggle, &QPushButton::toggled, m_details, &QWidget::setVisible);
    retranslate();
}

void StateView::setupLayout()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::xl, 0, space::xl);
    column->setSpacing(space::s);
    column->addStretch(2);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addWidget(m_title, 0, Qt::AlignHCenter);
    // Centred by stretches: an alignment would give the wrapped text the height of one line.
    auto *words = new QHBoxLayout;
    words->addStretch();
    words->addWidget(m_text);
    words->addStretch();
    column->addLayout(words);
    column->addSpacing(space::xs);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addWidget(m_detailsToggle, 0, Qt::AlignHCenter);
    column->addWidget(m_details, 0, Qt::AlignHCenter);
    column->addStretch(3);
}

void StateView::setText(const Text &text)
{
    m_iconName = text.icon;
    updateIcon();
    m_title->setText(text.title);
    m_title->setVisible(!text.title.isEmpty());
    m_text->setText(text.text);
    m_text->setVisible(!text.text.isEmpty());
    m_action->setText(text.action);
    m_action->setVisible(!text.action.isEmpty());
    m_details->setPlainText(text.details);
    m_detailsToggle->setVisible(!text.details.isEmpty());
    m_detailsToggle->setChecked(false);
    setAccessibleName(text.title);
    setAccessibleDescription(text.text);
    fitWords();
}

/// Wrapped labels take whatever width they get; a narrow pane must not cut them off.
void StateView::fitWords()
{
    m_text->ensurePolished();
    const int room = std::max(80, width() - 2 * space::l);
    const Fit fit{m_text->text(), m_text->font(), room};
    // The layout asks again after every change of a width, this one too.
    if (fit == m_fit)
        return;
    m_fit = fit;
    m_text->setFixedWidth(balancedWidth(*m_text, std::min(420, room)));
    m_details->setFixedWidth(std::min(520, room));
}

bool StateView::event(QEvent *event)
{
    // Words are often given before the view is shown, when neither its font nor its room is settled.
    if (event->type() == QEvent::LayoutRequest)
        fitWords();
    return QWidget::event(event);
}

void StateView::resizeEvent(QResizeEvent *event)
{
    fitWords();
    QWidget::resizeEvent(event);
}

void StateView::updateIcon()
{
    m_icon->setPixmap(Icon::get(m_iconName).pixmap(32, 32));
}

void StateView::retranslate()
{
    m_detailsToggle->setText(tr("Details"));
    m_details->setAccessibleName(tr("Details"));
}

void StateView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange)
        updateIcon();
    QWidget::changeEvent(event);
}

} // namespace sekisho::widgets
