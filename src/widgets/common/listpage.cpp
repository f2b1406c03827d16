// SPDX-License-Identifier: GPL-3.0-or-later
#include "listpage.h"

#include "hairline.h"
#include "listheader.h"
#include "notice.h"
#include "pageframe.h"
#include "searchfield.h"
#include "sidepane.h"
#include "tableview.h"

#include <widgets/theme/metrics.h>

#include <QHBoxLayout>
#include <QKeyEvent>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {

ListPage::ListPage(QWidget *parent)
    : QWidget(parent)
    , m_header(new ListHeader(this))
    , m_notice(new Notice(this))
    , m_frame(new PageFrame(this))
    , m_table(new TableView(this))
    , m_detail(new SidePane(SidePane::Placement::Beside, this, metrics::sidePane))
{
    setProperty("kind", u"page"_s);
    m_table->setObjectName(u"listTable"_s);
    m_frame->setObjectName(u"listPageFrame"_s);
    m_detail->setObjectName(u"listDetailPane"_s);
    m_frame->setContent(m_table);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_notice);
    column->addWidget(hairline(Qt::Horizontal, this));
    column->addWidget(m_frame, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addLayout(column, 1);
    row->addWidget(m_detail);
}

void ListPage::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find) || event->key() == Qt::Key_Slash)
        m_header->search()->setFocus(Qt::ShortcutFocusReason);
    else if (event->key() == Qt::Key_Escape && m_header->search()->hasFocus())
        m_table->setFocus(Qt::ShortcutFocusReason);
    else
        QWidget::keyPressEvent(event);
}

} // namespace sekisho::widgets
