// SPDX-License-Identifier: GPL-3.0-or-later
#include "listheader.h"

#include "searchfield.h"

#include <widgets/theme/icon.h>
#include <widgets/theme/metrics.h>

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {

ListHeader::ListHeader(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_count(new QLabel(this))
    , m_search(new SearchField(this))
    , m_filters(new QHBoxLayout)
    , m_primary(new QPushButton(this))
{
    m_title->setFont(fontFor(TextRole::Title));
    m_title->setObjectName(u"listTitleLabel"_s);
    m_count->setProperty("kind", u"quiet"_s);
    m_count->setObjectName(u"listCountLabel"_s);
    m_search->setObjectName(u"listSearchEdit"_s);
    m_search->setFixedWidth(280);
    m_primary->setProperty("kind", u"primary"_s);
    m_primary->setIcon(Icon::get(u"plus"_s, Icon::Tint::OnAccent));
    m_primary->setObjectName(u"listPrimaryButton"_s);
    m_primary->hide();
    m_filters->setSpacing(space::s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::m, space::m, space::l, space::m);
    row->setSpacing(space::s);
    row->addWidget(m_title);
    row->addWidget(m_count);
    row->addStretch();
    row->addWidget(m_search);
    row->addLayout(m_filters);
    row->addWidget(m_primary);
}

void ListHeader::setTitle(const QString &title)
{
    m_title->setText(title);
    m_search->setAccessibleName(tr("Search in %1").arg(title));
}

void ListHeader::setCount(std::optional<qint64> count)
{
    m_count->setText(count ? locale().toString(*count) : QString());
}

void ListHeader::addFilter(QWidget *filter)
{
    m_filters->addWidget(filter);
}

void ListHeader::setPrimary(const QString &text)
{
    m_primary->setText(text);
    m_primary->setVisible(!text.isEmpty());
}

} // namespace sekisho::widgets
