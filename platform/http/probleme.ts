import type { Probleme } from './contrat.ts';

/** Refus qui quitte le service : probleme RFC 9457, `detail` en francais, sans pile d'appels. */
export class RefusHttp extends Error {
  readonly corps: Probleme;
  constructor(corps: Probleme) {
    super(corps.detail);
    this.name = 'RefusHttp';
    this.corps = corps;
  }
}

const TITRES: { readonly [statut: number]: string } = {
  400: 'Demande mal formée',
  401: 'Session nécessaire',
  403: 'Accès refusé',
  404: 'Introuvable',
  409: 'Version dépassée',
  413: 'Trop volumineux',
  415: 'Format refusé',
  416: 'Plage illisible',
  422: 'Demande refusée',
  429: 'Trop de demandes',
  500: 'Incident interne',
  503: 'Service momentanément indisponible',
  507: 'Espace de stockage épuisé',
};

/** Construit un refus ; `detail` dit ce qui manque et quoi faire. */
export const refuser = (
  statut: number,
  code: string,
  detail: string,
  complement: Partial<Pick<Probleme, 'liens' | 'champs'>> & { readonly [autre: string]: unknown } = {},
): RefusHttp =>
  new RefusHttp({
    ...complement,
    type: `urn:ppn:probleme:${code}`,
    title: TITRES[statut] ?? 'Refus',
    status: statut,
    code,
    detail,
  });
