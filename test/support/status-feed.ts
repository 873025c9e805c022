// Reads the status page's feeds as a subscriber would.

export interface StatusJson {
  readonly page: { readonly name: string; readonly time_zone: string; readonly updated_at: string | null };
  readonly status: { readonly indicator: string; readonly description: string };
  readonly components: readonly { readonly name: string; readonly status: string }[];
  readonly incidents: readonly IncidentJson[];
  readonly past_incidents: readonly IncidentJson[];
  readonly scheduled_maintenances: readonly unknown[];
}

interface IncidentJson {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly impact: string;
  readonly incident_updates: readonly { readonly status: string; readonly body: string; readonly text: string }[];
}

/** The text of each entry, as a feed reader shows it. */
export function atomTexts(xml: string): string[] {
  return [...xml.matchAll(/<content type="html"><!\[CDATA\[<p>([\s\S]*?)<\/p>\]\]><\/content>/g)].map(([, html = ""]) =>
    html
      .replaceAll("<br>\n", "\n")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&"),
  );
}
