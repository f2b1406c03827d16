// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admincolumn.h"
#include "wordedtable.h"

#include <client/gatewayclient.h>
#include <core/result.h>
#include <models/admin/adminroles.h>
#include <widgets/common/confirmsheet.h>
#include <widgets/common/listpage.h>
#include <widgets/common/sheet.h>
#include <widgets/common/stateview.h>

namespace sekisho::widgets {

class DetailColumn;

/// What all pages of the console have in common: a filtered table of a model, refreshed whenever the page is
/// shown; a pane about the current row; sheets for a new or changed row; questions before something is
/// destroyed. Concrete pages derive from RowPage, which knows the type of a row. Gateway and model are
/// borrowed.
class AdminPage : public ListPage
{
    Q_OBJECT
public:
    AdminPage(const client::GatewayClient *gateway, models::PagedTableModel *model, QWidget *parent);

    /// Selects the row of this id as soon as it is in the list, and opens its pane.
    void select(const QString &id);

protected:
    struct Words {
        QString title;
        /// On the button of the header and of the empty page; the page only shows what there is without it.
        QString newRow;
        /// What the search looks at.
        QString searchHint;
        /// Icon, title and sentence of the empty page.
        StateView::Text empty;
    };

    // What a concrete page says and does. Words are asked for again after a change of language.
    virtual Words words() const = 0;
    virtual QList<AdminColumn> columns() const = 0;
    virtual void refresh() = 0;
    virtual void createRow() {}
    // `source` is an index of the model. RowPage turns these into values.
    virtual void editRow(const QModelIndex &source) = 0;
    virtual QString rowTitle(const QModelIndex &source) const = 0;
    virtual QWidget *makeDetail(const QModelIndex &source) = 0;

    /// Called by a concrete page in its constructor: `thing` ("Key") names it for tests and tours.
    void setup(const QString &thing);

    const client::GatewayClient &gateway() const { return *m_gateway; }
    QModelIndex currentSource() const;
    /// Makes the pane again if it is open: what it shows besides its row has changed.
    void showDetailAnew();
    /// A message at the foot of the window, and the list read again.
    void succeeded(const QString &message);
    void failed(const core::Error &error);

    /// Facts of a detail pane: what is wrong with a row, and its limits a minute. Nothing where there is
    /// none.
    static void addState(DetailColumn *detail, models::RowState state);
    static void addLimits(DetailColumn *detail, const client::SpendLimits &limits);
    /// The actions that every pane has: edit the current row, and delete it after a question.
    void addEdit(DetailColumn *detail, const QString &objectName);
    void addDelete(DetailColumn *detail, const QString &objectName, std::function<void()> ask);

    /// A sheet around a form. `accepted` runs at its primary button and ends with submit() or an error.
    /// Texts are asked for again when the language changes.
    using Say = std::function<QString()>;
    Sheet *openForm(const Say &title, QWidget *form, const Say &action,
                    std::function<void(Sheet *)> accepted);
    Sheet *openChange(const QString &name, QWidget *form, std::function<void(Sheet *)> accepted);
    /// `confirmed` runs only after the destructive button.
    void ask(const std::function<ConfirmSheet::Question()> &question, std::function<void()> confirmed);

    /// Runs work that has no sheet.
    template <typename T>
    void follow(core::Async<T> work, const QString &message)
    {
        work.then(this, [this, message](const core::Result<T> &result) {
            if (result)
                succeeded(message);
            else
                failed(result.error());
        });
    }
    /// Runs work for a sheet: it waits, stays open with the reason if the work fails, and closes if not.
    template <typename T, typename WhenDone>
    void submit(Sheet *sheet, core::Async<T> work, WhenDone whenDone)
    {
        sheet->setBusy(true);
        work.then(this, [sheet = QPointer(sheet), whenDone](const core::Result<T> &result) {
            if (sheet && result)
                sheet->finish();
            else if (sheet)
                showFailure(*sheet, result.error());
            if (result)
                whenDone(result);
        });
    }
    /// Sends what a form holds, or says in the sheet what is wrong with it. `send` makes work of it;
    /// `whenDone` gets the answer.
    template <typename Entered, typename Send, typename WhenDone>
    void submit(Sheet *sheet, const core::Result<Entered> &entered, Send send, WhenDone whenDone)
    {
        if (!entered)
            return sheet->setError(entered.error().detail);
        submit(sheet, send(*entered), whenDone);
    }
    /// The same for changes, which end with "Saved".
    template <typename Entered, typename Send>
    void submitChanges(Sheet *sheet, const core::Result<Entered> &entered, Send send)
    {
        submit(sheet, entered, send, [this](const auto &) { succeeded(tr("Saved")); });
    }
    /// Gives a form the gateway's models once they are here, if it is still open.
    template <typename Form>
    void offerModels(Form *form)
    {
        // Not in the form's context: it may be closed before the answer comes.
        m_gateway->models().list().then(
            m_gateway->transport(),
            [form = QPointer(form)](const core::Result<QList<client::ModelInfo>> &models) {
                if (form)
                    form->setOfferedModels(namesOf(models.value_or(QList<client::ModelInfo>())));
            });
    }

    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    static void showFailure(Sheet &sheet, const core::Error &error);
    static QStringList namesOf(const QList<client::ModelInfo> &models);
    void connectSignals();
    void setupColumns();
    void retranslate();
    void showPageState();
    void showDetail();
    void rowsArrived();
    void fitColumns();

    const client::GatewayClient *m_gateway;
    models::PagedTableModel *m_model;
    WordedTable *m_rows;
    QString m_wantedId;
    QString m_shownId;
};

} // namespace sekisho::widgets
