import type { IncomingMessage, ServerResponse } from 'node:http';
import { isUuid, type Result } from '@ppn/core';
import * as z from 'zod';
import { conclureLImport } from './conclure.ts';
import {
  type Consentement,
  consentementsDe,
  enregistrerUnConsentement,
  revoquerUnConsentement,
} from './consentements.ts';
import { consentementDeclare, natureDEcart } from './contract-agents.ts';
import { type CompteRenduDImport, derniersImports, ecartsDUnImport } from './imports.ts';
import type { Db } from './tables.ts';

const agent = z.object({
  id: z.string().min(1).max(100),
  nom: z.string().min(1).max(200),
  organisation: z.string().min(1).max(300),
});
const enregistrement = z.object({ declare: consentementDeclare, par: agent });
const revocation = z.object({ motif: z.string().min(1).max(300), par: agent });
const conclusion = z.object({ choix: z.enum(['confirmer', 'abandonner']), par: agent });

const CORPS_MAX = 64 * 1024;

type Rendu = { readonly statut: number; readonly corps: unknown };
const rendu = (corps: unknown): Rendu => ({ statut: 200, corps });
const rendreOuRefuser = <T>(issue: Result<T, string>, vue: (valeur: T) => unknown): Rendu =>
  issue.ok ? rendu(vue(issue.valeur)) : { statut: 422, corps: { code: issue.refus } };
const INCONNU: Rendu = { statut: 404, corps: { code: 'adresse-inconnue' } };
const MAL_FORMEE: Rendu = { statut: 400, corps: { code: 'demande-mal-formee' } };

/**
 * Ce que PLINE demande de l'annuaire, derriere un guichet qui l'a deja reconnue. Rend faux si l'adresse n'est pas d'ici
 * (`/annuaire/…`). L'agent est celui que PLINE a reconnu a sa carte ; il est nomme dans chaque ecriture.
 */
export function traiterLAnnuaire(
  db: Db,
  maintenant: () => Date,
  consigner: (message: string, cause: unknown) => void,
): (demande: IncomingMessage, reponse: ServerResponse) => boolean {
  return (demande, reponse) => {
    const url = new URL(demande.url ?? '', 'https://zone.invalid');
    if (!url.pathname.startsWith('/annuaire/')) return false;
    repondre(db, { demande, url, maintenant: maintenant() })
      .catch((cause: unknown): Rendu => {
        consigner('Annuaire en échec', cause);
        return { statut: 500, corps: { code: 'incident-interne' } };
      })
      .then(({ statut, corps }) =>
        reponse
          .writeHead(statut, { 'content-type': 'application/json; charset=utf-8' })
          .end(JSON.stringify(corps)),
      )
      .catch(() => reponse.destroy());
    return true;
  };
}

type Recue = { readonly demande: IncomingMessage; readonly url: URL; readonly maintenant: Date };

async function repondre(db: Db, { demande, url, maintenant }: Recue): Promise<Rendu> {
  const [, , genre = '', id = '', geste = ''] = url.pathname.split('/');
  switch (`${demande.method ?? ''} ${genre}/${id === '' ? '' : 'id'}/${geste}`) {
    case 'GET consentements//': {
      const organisation = url.searchParams.get('organisation') ?? '';
      const idj = url.searchParams.get('idj') ?? undefined;
      return rendu({ consentements: (await consentementsDe(db, { organisation, idj })).map(vueDe) });
    }
    case 'POST consentements//': {
      const lu = enregistrement.safeParse(await lire(demande));
      if (!lu.success) return MAL_FORMEE;
      return rendreOuRefuser(await enregistrerUnConsentement(db, lu.data, maintenant), vueDe);
    }
    case 'POST consentements/id/revocation': {
      const lu = revocation.safeParse(await lire(demande));
      if (!lu.success) return MAL_FORMEE;
      return rendreOuRefuser(await revoquerUnConsentement(db, { id, ...lu.data }, maintenant), vueDe);
    }
    case 'GET imports//':
      return rendu({ imports: (await derniersImports(db)).map(vueDeLImport) });
    case 'GET imports/id/ecarts': {
      const nature = natureDEcart.safeParse(url.searchParams.get('nature'));
      return nature.success && isUuid(id) ? rendu(await ecartsDUnImport(db, id, nature.data)) : MAL_FORMEE;
    }
    case 'POST imports/id/conclusion': {
      const lu = conclusion.safeParse(await lire(demande));
      if (!lu.success) return MAL_FORMEE;
      const { choix, par } = lu.data;
      const conclu = await conclureLImport(db, { id, choix, par: `${par.nom} (${par.id})`, maintenant });
      const imports = (await derniersImports(db)).map(vueDeLImport);
      return rendreOuRefuser(conclu, () => ({ imports }));
    }
    default:
      return INCONNU;
  }
}

const vueDe = ({ enregistreA, revoqueA, ...consentement }: Consentement) => ({
  ...consentement,
  enregistreA: enregistreA.toISOString(),
  revoqueA: revoqueA?.toISOString() ?? null,
});

const vueDeLImport = ({ bilan, recuA, concluA, ...import_ }: CompteRenduDImport) => ({
  ...import_,
  ...bilan,
  recuA: recuA.toISOString(),
  concluA: concluA?.toISOString() ?? null,
});

async function lire(demande: IncomingMessage): Promise<unknown> {
  const morceaux: Buffer[] = [];
  let taille = 0;
  for await (const morceau of demande.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    taille += morceau.length;
    if (taille > CORPS_MAX) return undefined;
    morceaux.push(morceau);
  }
  try {
    return JSON.parse(Buffer.concat(morceaux).toString('utf8'));
  } catch {
    return undefined;
  }
}
