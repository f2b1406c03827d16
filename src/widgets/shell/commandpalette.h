// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QFrame;
class QListWidget;

namespace sekisho::widgets {

class SearchField;

/// One thing the palette can jump to or do.
struct PaletteEntry {
    QString icon;
    QString title;
    /// Quiet text at the right, such as what kind of thing it is.
    QString hint;
    std::function<void()> run;
};

/// Ctrl+K: type a few letters of a page or a conversation, Enter goes there. Escape or a click beside it
/// closes it.
class CommandPalette : public QWidget
{
    Q_OBJECT
public:
    /// Everything there is at the moment; the palette does the matching. Called each time it opens.
    using Source = std::function<QList<PaletteEntry>()>;

    /// Lies over `window`, hidden until opened.
    explicit CommandPalette(QWidget *window);

    void addSource(Source source);
    void open();
    void close();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setupLayout();
    void filter(const QString &text);
    void runCurrent();
    void step(int by);
    bool handleKey(int key);
    void retranslate();

    QList<Source> m_sources;
    QList<PaletteEntry> m_entries;
    QFrame *m_card;
    SearchField *m_search;
    QListWidget *m_list;
    QPointer<QWidget> m_focusBefore;
};

} // namespace sekisho::widgets
