import { roundsOf, type CampaignLike } from "../core/campaign";
import { count, duration, money, percent, withInterval } from "../core/format";

/** What each round asked, cost and promised, newest first. */
export function RoundsTable({ campaign, most }: { campaign: CampaignLike; most?: number }) {
  const currency = campaign.prices.currency ?? "USD";
  const rounds = roundsOf(campaign).reverse().slice(0, most);
  return (
    <div class="table-wrap" tabIndex={0} role="region" aria-label="Rounds">
      <table>
        <thead>
          <tr>
            <th scope="col">Round</th>
            <th scope="col" class="number">
              People's labels
            </th>
            <th scope="col">
              Machine's accuracy <span class="quiet">(estimate)</span>
            </th>
            <th scope="col" class="number">
              Machine could label
            </th>
            <th scope="col" class="number">
              Forecast total
            </th>
            <th scope="col" class="number">
              Spent
            </th>
            <th scope="col">Model</th>
          </tr>
        </thead>
        <tbody>
          {rounds.map((one) => (
            <tr key={one.round}>
              <th scope="row">{one.round}</th>
              <td class="number">{one.labels === null ? "–" : count(one.labels)}</td>
              <td>{one.accuracy ? withInterval(one.accuracy.mid, one.accuracy.low, one.accuracy.high) : "–"}</td>
              <td class="number">{one.share === null ? "–" : percent(one.share, 0)}</td>
              <td class="number">
                {one.forecast ? (
                  <>
                    {money(one.forecast.mid, currency)}{" "}
                    <small class="quiet below">
                      {money(one.forecast.low, currency)} to {money(one.forecast.high, currency)}
                    </small>
                  </>
                ) : (
                  "–"
                )}
              </td>
              <td class="number">{one.spent === null ? "–" : money(one.spent, currency)}</td>
              <td>
                {one.labeler ?? "–"}
                {one.seconds !== null && <small class="quiet below">in {duration(one.seconds)}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
