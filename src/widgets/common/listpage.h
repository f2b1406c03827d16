// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace sekisho::widgets {

class ListHeader;
class Notice;
class PageFrame;
class SidePane;
class TableView;

/// A list as every admin page has it: header, notice, table inside its states, and a detail pane sliding in
/// at the right. Own it as a member widget or derive from it. Slash or Ctrl+F goes to the search; Escape
/// there returns.
class ListPage : public QWidget
{
    Q_OBJECT
public:
    explicit ListPage(QWidget *parent = nullptr);

    ListHeader *header() const { return m_header; }
    Notice *notice() const { return m_notice; }
    PageFrame *frame() const { return m_frame; }
    TableView *table() const { return m_table; }
    SidePane *detail() const { return m_detail; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    ListHeader *m_header;
    Notice *m_notice;
    PageFrame *m_frame;
    TableView *m_table;
    SidePane *m_detail;
};

} // namespace sekisho::widgets
