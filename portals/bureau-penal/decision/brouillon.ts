import { exiger, type ReponsePour } from '@ppn/api-client';
import { queryOptions } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { client, type ContratJustice } from '../client.ts';
import type { Contenu } from './contenu.ts';
import { creerEnregistreur, type Enregistreur, type EtatEnregistrement } from './enregistreur.ts';
import { garder, lireGarde } from './garde-locale.ts';

/** Un acte en redaction, tel que rendu par le service. */
export type Redaction = ReponsePour<ContratJustice, 'GET /api/dossiers/:idj/actes/:acteId'>;

/** Le brouillon ouvert : son texte d'abord ici, puis au service. */
export type BrouillonOuvert = {
  readonly redaction: Redaction;
  readonly contenu: Contenu;
  readonly etat: EtatEnregistrement;
  readonly modifier: (champs: Contenu) => void;
  /** Envoie ce qui attend ; rend la redaction telle que le service l'a, ou rien s'il ne l'a pas. */
  readonly vider: () => Promise<Redaction | undefined>;
};

const fermetures = new Map<string, Promise<unknown>>();

/** Lit un brouillon, apres le dernier envoi de l'ecran qui vient de le quitter. */
export const lectureRedaction = (idj: string, acteId: string) =>
  queryOptions({
    queryKey: ['redaction', acteId],
    queryFn: async () => {
      await fermetures.get(acteId);
      return exiger(client.appeler('GET /api/dossiers/:idj/actes/:acteId', { idj, acteId }));
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** Ouvre un brouillon et l'enregistre au fil de la frappe ; ce qu'une coupure avait garde ici est repris. */
export const useBrouillon = (lue: Redaction): BrouillonOuvert => {
  const [initiale] = useState(lue);
  const { idj, acteId } = initiale;
  const [redaction, setRedaction] = useState(initiale);
  const [contenu, setContenu] = useState<Contenu>(() => ({ ...initiale.contenu, ...lireGarde(acteId) }));
  const [etat, setEtat] = useState<EtatEnregistrement>({ etat: 'enregistre' });
  const enregistreur = useRef<Enregistreur>(undefined);
  const derniere = useRef(initiale);
  const version = initiale.version;
  useEffect(() => {
    const ouvert = creerEnregistreur<Redaction>({
      versionConnue: version,
      enregistrer: (versionAttendue, texte) =>
        client.appeler('PUT /api/dossiers/:idj/actes/:acteId', {
          idj,
          acteId,
          corps: { versionAttendue, contenu: { ...texte } },
        }),
      garderIci: (texte) => garder(acteId, texte),
      surEtat: setEtat,
      surEnregistre: (rendue) => {
        derniere.current = rendue;
        setRedaction(rendue);
      },
    });
    enregistreur.current = ouvert;
    const garde = lireGarde(acteId);
    if (garde !== undefined) ouvert.ecrire(garde);
    return () =>
      void fermetures.set(
        acteId,
        ouvert.vider().finally(() => ouvert.arreter()),
      );
  }, [idj, acteId, version]);
  return {
    redaction,
    contenu,
    etat,
    modifier: (champs) => {
      const suite = { ...contenu, ...champs };
      setContenu(suite);
      enregistreur.current?.ecrire(suite);
    },
    vider: async () => ((await enregistreur.current?.vider()) === false ? undefined : derniere.current),
  };
};
