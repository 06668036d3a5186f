import type { Page } from 'playwright-core';

/** Un telechargement commence dans la page, qu'une coupure peut arreter : ce qui est recu y reste. */
export type Telechargement = {
  /** Octets recus jusqu'ici. */
  readonly lus: () => Promise<number>;
  /** Vrai s'il est arrive entier. */
  readonly fini: Promise<boolean>;
  readonly abandonner: () => Promise<void>;
  /** Redemande la suite, par plage, de la meme version ; rend le statut et le SHA-256 du tout. */
  readonly reprendre: () => Promise<{ readonly statut: number; readonly sha256: string }>;
};

/** Commence a prendre cette adresse, comme le ferait le portail d'un logiciel dans le navigateur. */
export function telechargerDansLaPage(page: Page, adresse: string): Telechargement {
  const fini = page.evaluate(async (cible) => {
    const [morceaux, arret] = [new Array<Uint8Array<ArrayBuffer>>(), new AbortController()];
    const recu = { etag: '', lus: 0 };
    Reflect.set(window, 'essaiReprise', { morceaux, arret, recu });
    try {
      const reponse = await fetch(cible, { signal: arret.signal });
      recu.etag = reponse.headers.get('etag') ?? '';
      const lecteur = reponse.body?.getReader();
      for (;;) {
        const morceau = await lecteur?.read();
        if (morceau === undefined || morceau.done) return true;
        morceaux.push(new Uint8Array(morceau.value));
        recu.lus += morceau.value.length;
      }
    } catch {
      return false;
    }
  }, adresse);
  return {
    fini,
    lus: () => page.evaluate(() => Number(Reflect.get(window, 'essaiReprise')?.recu.lus ?? 0)),
    abandonner: () => page.evaluate(() => Reflect.get(window, 'essaiReprise').arret.abort()),
    reprendre: () =>
      page.evaluate(async (cible) => {
        const { morceaux, recu } = Reflect.get(window, 'essaiReprise');
        const suite = await fetch(cible, {
          headers: { range: `bytes=${recu.lus}-`, 'if-range': recu.etag },
        });
        const tout = await new Blob([...morceaux, await suite.arrayBuffer()]).arrayBuffer();
        const somme = new Uint8Array(await crypto.subtle.digest('SHA-256', tout));
        const sha256 = Array.from(somme, (octet) => octet.toString(16).padStart(2, '0')).join('');
        return { statut: suite.status, sha256 };
      }, adresse),
  };
}
