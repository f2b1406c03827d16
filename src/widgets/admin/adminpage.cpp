// SPDX-License-Identifier: GPL-3.0-or-later
#include "adminpage.h"

#include "admintext.h"
#include "detailcolumn.h"
#include "perioddelegate.h"
#include "statedelegate.h"

#include <models/format.h>
#include <widgets/common/errorsentence.h>
#include <widgets/common/followlanguage.h>
#include <widgets/common/framestate.h>
#include <widgets/common/listheader.h>
#include <widgets/common/meterdelegate.h>
#include <widgets/common/notice.h>
#include <widgets/common/pageframe.h>
#include <widgets/common/searchfield.h>
#include <widgets/common/sidepane.h>
#include <widgets/common/tableview.h>
#include <widgets/common/toast.h>

#include <QFocusEvent>
#include <QFormLayout>
#include <QHeaderView>
#include <QPushButton>

#include <algorithm>

namespace sekisho::widgets {

using models::PagedTableModel;

namespace {

constexpr int FormWidth = 520;
// Below this a column says nothing any more.
constexpr int NarrowestStretched = 150;

/// Forms inside forms have label columns of their own; all become as wide as the widest label.
void alignLabels(const QWidget *form)
{
    QList<QWidget *> labels;
    int widest = 0;
    for (const auto *layout : form->findChildren<QFormLayout *>()) {
        for (int row = 0; row < layout->rowCount(); ++row) {
            const QLayoutItem *item = layout->itemAt(row, QFormLayout::LabelRole);
            if (!item || !item->widget())
                continue;
            labels.append(item->widget());
            widest = std::max(widest, item->widget()->sizeHint().width());
        }
    }
    for (QWidget *label : labels)
        label->setMinimumWidth(widest);
}

QAbstractItemDelegate *delegateFor(AdminColumn::Look look, QObject *parent)
{
    switch (look) {
    case AdminColumn::Look::Spend:
        return new MeterDelegate(meterOf, parent);
    case AdminColumn::Look::State:
        return new StateDelegate(parent);
    case AdminColumn::Look::Period:
        return new PeriodDelegate(parent);
    case AdminColumn::Look::Text:
        break;
    }
    return nullptr;
}

} // namespace

AdminPage::AdminPage(const client::GatewayClient *gateway, PagedTableModel *model, QWidget *parent)
    : ListPage(parent)
    , m_gateway(gateway)
    , m_model(model)
    , m_rows(new WordedTable(model, this))
{
    table()->setModel(m_rows);
    table()->setSortable(true);
    notice()->hide();
    table()->viewport()->installEventFilter(this);
    connectSignals();
}

void AdminPage::select(const QString &id)
{
    m_wantedId = id;
    rowsArrived();
}

QModelIndex AdminPage::currentSource() const
{
    return m_rows->mapToSource(table()->currentIndex());
}

void AdminPage::setup(const QString &thing)
{
    setObjectName(thing.toLower() + QStringLiteral("Page"));
    header()->primary()->setObjectName(QStringLiteral("new%1Button").arg(thing));
    setupColumns();
    retranslate();
}

void AdminPage::setupColumns()
{
    const auto all = columns();
    table()->horizontalHeader()->setStretchLastSection(false);
    for (int i = 0; i < all.size(); ++i) {
        if (all[i].width > 0)
            table()->setColumnWidth(i, all[i].width);
        else
            table()->horizontalHeader()->setSectionResizeMode(i, QHeaderView::Stretch);
        if (auto *delegate = delegateFor(all[i].look, this))
            table()->setItemDelegateForColumn(i, delegate);
    }
    fitColumns();
}

void AdminPage::addState(DetailColumn *detail, models::RowState state)
{
    if (state != models::RowState::Active)
        detail->addFact(tr("State"), stateName(state));
}

void AdminPage::addLimits(DetailColumn *detail, const client::SpendLimits &limits)
{
    if (limits.tpmLimit)
        detail->addFact(tr("Tokens per minute"), models::countText(*limits.tpmLimit));
    if (limits.rpmLimit)
        detail->addFact(tr("Requests per minute"), models::countText(*limits.rpmLimit));
}

void AdminPage::succeeded(const QString &message)
{
    Toast::show(this, message);
    refresh();
}

void AdminPage::failed(const core::Error &error)
{
    const ErrorSentence sentence = sentenceFor(error);
    notice()->setClosable(true);
    notice()->show(Notice::Kind::Bad, sentence.title + QStringLiteral(". ") + error.detail);
}

void AdminPage::addEdit(DetailColumn *detail, const QString &objectName)
{
    auto *edit = detail->addAction(tr("Edit"), objectName);
    connect(edit, &QPushButton::clicked, this, [this] { editRow(currentSource()); });
}

void AdminPage::addDelete(DetailColumn *detail, const QString &objectName, std::function<void()> ask)
{
    auto *remove = detail->addAction(tr("Delete"), objectName, true);
    connect(remove, &QPushButton::clicked, this, std::move(ask));
}

Sheet *AdminPage::openForm(const Say &title, QWidget *form, const Say &action,
                           std::function<void(Sheet *)> accepted)
{
    auto *sheet = new Sheet(this);
    sheet->setCardWidth(FormWidth);
    sheet->setBody(form);
    auto *cancel = sheet->addCancel({});
    auto *primary = sheet->addPrimary({});
    followLanguage(sheet, [sheet, cancel, primary, title, action] {
        sheet->setTitle(title());
        cancel->setText(tr("Cancel"));
        primary->setText(action());
    });
    alignLabels(form);
    // Once the forms inside have changed their labels.
    followLanguage(form, [form] {
        QMetaObject::invokeMethod(
            form, [form] { alignLabels(form); }, Qt::QueuedConnection);
    });
    connect(sheet, &Sheet::accepted, this, [sheet, accepted = std::move(accepted)] { accepted(sheet); });
    sheet->open();
    return sheet;
}

Sheet *AdminPage::openChange(const QString &name, QWidget *form, std::function<void(Sheet *)> accepted)
{
    return openForm([name] { return tr("Change %1").arg(name); }, form, [] { return tr("Save"); },
                    std::move(accepted));
}

void AdminPage::ask(const std::function<ConfirmSheet::Question()> &question, std::function<void()> confirmed)
{
    auto *sheet = new ConfirmSheet(this, question);
    connect(sheet, &ConfirmSheet::confirmed, this, std::move(confirmed));
    sheet->open();
}

QStringList AdminPage::namesOf(const QList<client::ModelInfo> &models)
{
    QStringList names;
    for (const auto &model : models)
        names.append(model.name);
    return names;
}

bool AdminPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == table()->viewport() && event->type() == QEvent::Resize)
        fitColumns();
    return ListPage::eventFilter(watched, event);
}

void AdminPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        showDetailAnew();
    }
    ListPage::changeEvent(event);
}

/// Not by a focus proxy: Tab would jump over the header to it, and nowhere while the table is hidden.
void AdminPage::focusInEvent(QFocusEvent *event)
{
    QWidget *first = header()->search();
    if (table()->isVisible())
        first = table();
    first->setFocus(event->reason());
}

void AdminPage::showEvent(QShowEvent *event)
{
    ListPage::showEvent(event);
    if (!window()->focusWidget())
        table()->setFocus();
    refresh();
}

void AdminPage::retranslate()
{
    const Words said = words();
    header()->setTitle(said.title);
    header()->setPrimary(said.newRow);
    header()->search()->setPlaceholderText(said.searchHint);
    table()->setAccessibleName(said.title);
    const auto all = columns();
    QStringList titles;
    for (int i = 0; i < all.size(); ++i) {
        titles.append(all[i].title);
        m_rows->setEmptyWord(i, all[i].empty);
    }
    m_rows->setTitles(titles);
    showPageState();
}

void AdminPage::showFailure(Sheet &sheet, const core::Error &error)
{
    sheet.setBusy(false);
    sheet.setError(sentenceFor(error).title + QStringLiteral(". ") + error.detail);
}

void AdminPage::connectSignals()
{
    connect(header()->primary(), &QPushButton::clicked, this, [this] { createRow(); });
    connect(header()->search(), &SearchField::searchChanged, m_rows, &WordedTable::setText);
    connect(frame(), &PageFrame::actionRequested, this, [this] { createRow(); });
    connect(frame(), &PageFrame::retryRequested, this, [this] { refresh(); });
    connect(m_model, &PagedTableModel::stateChanged, this, &AdminPage::showPageState);
    connect(m_model, &QAbstractItemModel::modelReset, this, &AdminPage::rowsArrived);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &AdminPage::rowsArrived);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &AdminPage::showDetailAnew);
    connect(table(), &TableView::currentRowChanged, this,
            [this](int row) { row < 0 ? detail()->close() : showDetail(); });
    // Also the row that is current already, after its pane was closed.
    connect(table(), &QAbstractItemView::clicked, this, &AdminPage::showDetail);
    connect(detail(), &SidePane::openChanged, this, [this](bool open) {
        if (!open)
            m_shownId.clear();
    });
    connect(table(), &QAbstractItemView::activated, this,
            [this](const QModelIndex &index) { editRow(m_rows->mapToSource(index)); });
    connect(table(), &TableView::copied, this,
            [this](const QString &text) { Toast::show(this, tr("Copied: %1").arg(text)); });
}

void AdminPage::showPageState()
{
    using Kind = models::PageState::Kind;
    const auto &state = m_model->state();
    const bool isStale = state.kind == Kind::Failed && m_model->rowCount() > 0;
    frame()->setStale(isStale ? tr("This may be out of date. %1.").arg(sentenceFor(state.error).title)
                              : QString());
    if (isStale)
        return frame()->showContent();
    const Words said = words();
    StateView::Text empty = said.empty;
    empty.action = said.newRow;
    showState(*frame(), state, empty);
    const bool known = state.kind == Kind::Ready || state.kind == Kind::Refreshing;
    header()->setCount(known ? std::optional<qint64>(m_model->totalCount()) : std::nullopt);
    header()->primary()->setEnabled(state.kind != Kind::NotPermitted && state.kind != Kind::Unsupported);
}

void AdminPage::showDetail()
{
    const QModelIndex source = currentSource();
    const QString id = source.data(PagedTableModel::IdRole).toString();
    if (!source.isValid()) {
        detail()->close();
        m_shownId.clear();
        return;
    }
    if (id == m_shownId)
        return;
    m_shownId = id;
    detail()->setTitle(rowTitle(source));
    detail()->setContent(makeDetail(source));
    detail()->open();
}

void AdminPage::showDetailAnew()
{
    if (m_shownId.isEmpty())
        return;
    m_shownId.clear();
    showDetail();
}

void AdminPage::rowsArrived()
{
    const QString wanted = m_wantedId.isEmpty() ? m_shownId : m_wantedId;
    m_shownId.clear();
    if (wanted.isEmpty())
        return;
    const auto found =
        m_rows->match(m_rows->index(0, 0), PagedTableModel::IdRole, wanted, 1, Qt::MatchExactly);
    if (found.isEmpty())
        return;
    m_wantedId.clear();
    table()->setCurrentIndex(found.first());
    showDetail();
}

void AdminPage::fitColumns()
{
    const auto all = columns();
    int needed = NarrowestStretched;
    QMap<int, int> spare;
    for (int i = 0; i < all.size(); ++i) {
        if (all[i].givesWay > 0)
            spare.insert(all[i].givesWay, i);
        else
            needed += all[i].width;
    }
    const QList<int> order = spare.values();
    for (auto column = order.crbegin(); column != order.crend(); ++column) {
        needed += all[*column].width;
        table()->setColumnHidden(*column, needed > table()->viewport()->width());
    }
}

} // namespace sekisho::widgets
