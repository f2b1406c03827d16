// SPDX-License-Identifier: GPL-3.0-or-later
#include "rail.h"

#include <widgets/theme/icon.h>
#include <widgets/theme/metrics.h>

#include <QButtonGroup>
#include <QEvent>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {
namespace {

constexpr int narrow = 52;
constexpr int wide = 168;

} // namespace

Rail::Rail(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_group(new QButtonGroup(this))
{
    setProperty("kind", u"panel"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_column->setContentsMargins(space::s, space::s, space::s, space::s);
    m_column->setSpacing(2);
    m_column->addStretch();
    m_group->setExclusive(true);
    setFixedWidth(narrow);
}

void Rail::addPage(const Page &page, const QString &shortcut)
{
    auto *button = new QToolButton(this);
    button->setObjectName(page.id + u"RailButton"_s);
    button->setProperty("kind", u"rail"_s);
    button->setCheckable(true);
    button->setIcon(Icon::get(page.icon));
    button->setIconSize({metrics::iconLarge, metrics::iconLarge});
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_group->addButton(button);
    m_column->insertWidget(page.atFoot ? m_column->count() : m_topCount++, button);
    m_entries.append({page, shortcut, button});
    dress(m_entries.last());
    connect(button, &QToolButton::clicked, this, [this, id = page.id] { Q_EMIT pageRequested(id); });
}

void Rail::dress(const Entry &entry) const
{
    const QString title = entry.page.title();
    // Air between icon and name, which the style sheet cannot give.
    entry.button->setText(u"  "_s + title);
    entry.button->setAccessibleName(title);
    entry.button->setToolTip(entry.shortcut.isEmpty() ? title : title + u"  "_s + entry.shortcut);
    entry.button->setToolButtonStyle(m_labelled ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
}

void Rail::redress()
{
    for (const Entry &entry : m_entries)
        dress(entry);
}

void Rail::setCurrent(const QString &id)
{
    for (const Entry &entry : m_entries)
        entry.button->setChecked(entry.page.id == id);
}

void Rail::setPageVisible(const QString &id, bool visible)
{
    for (const Entry &entry : m_entries)
        if (entry.page.id == id)
            entry.button->setVisible(visible);
}

void Rail::setLabelled(bool labelled)
{
    if (m_labelled == labelled)
        return;
    m_labelled = labelled;
    setFixedWidth(labelled ? wide : narrow);
    redress();
}

void Rail::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        redress();
    QWidget::changeEvent(event);
}

} // namespace sekisho::widgets
