import { Bouton, dateEtHeure } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { mesureDe } from '../acte/contenu.ts';
import { useFormulaire } from '../acte/redaction.ts';
import { lectureMesure } from './donnees.ts';

/** Entrees reprises du registre : lues ici, corrigees au registre (une rectification), jamais dans l'acte. */
export function Reprises({ cle, libelle }: { readonly cle: string; readonly libelle: string }) {
  const { etat, ecrire, erreur } = useFormulaire();
  const lu = etat.contenu[cle];
  const entrees = Array.isArray(lu) ? lu.map(enTable) : [];
  const retirable = cle === 'diligences' || cle === 'mentions';
  const details = useDetails(mesureDe(etat.contenu));
  return (
    <fieldset id={`champ-${cle}`} tabIndex={-1} className="reprises">
      <legend className="champ-libelle">{`${libelle} (${entrees.length})`}</legend>
      <ul className="liste">
        {entrees.map((entree, rang) => (
          <li key={`${texte(entree['id'])} ${rang}`} className="rangee-ecartee reprise">
            <span>
              <span className="chiffres discret">{dateEtHeure(texte(entree['survenuA']))}</span>{' '}
              {NOMS[texte(entree['type'])] ?? 'Autre entrée'}
              {details.has(texte(entree['id'])) ? (
                <span className="discret"> · {details.get(texte(entree['id']))}</span>
              ) : null}
            </span>
            {retirable ? (
              <Bouton
                genre="discret"
                onClick={() =>
                  ecrire(
                    cle,
                    entrees.filter((une) => une !== entree),
                  )
                }
              >
                Retirer
              </Bouton>
            ) : null}
          </li>
        ))}
      </ul>
      {erreur(cle) === undefined ? null : <span className="champ-erreur">{erreur(cle)}</span>}
    </fieldset>
  );
}

/** Ce que le registre dit de chaque entree, s'il est lu : les memes mots qu'a la chronologie. */
function useDetails(mesure: string | undefined): ReadonlyMap<string, string> {
  const { data } = useQuery({ ...lectureMesure(mesure ?? ''), enabled: mesure !== undefined });
  return new Map(
    data?.registre.filter(({ detail }) => detail !== '').map(({ id, detail }) => [id, detail]) ?? [],
  );
}

const texte = (valeur: unknown): string => (typeof valeur === 'string' ? valeur : '');
const enTable = (valeur: unknown): Readonly<Record<string, unknown>> =>
  typeof valeur === 'object' && valeur !== null ? { ...valeur } : {};

const NOMS: { readonly [type: string]: string } = {
  apprehension: 'Appréhension',
  placement: 'Placement',
  requalification: 'Requalification',
  'faits-nouveaux': 'Faits nouveaux',
  'accord-magistrat': 'Accord préalable',
  'accord-refuse': 'Accord préalable refusé',
  'requete-jld': 'Requête au JLD',
  'notification-differee': 'Notification différée',
  'notification-droits': 'Notification des droits',
  'avis-magistrat': 'Avis au magistrat',
  'demande-avis': 'Demande de prévenir',
  'avis-donne': 'Démarche pour prévenir',
  'droit-decline': 'Droit non exercé',
  'communication-tiers': 'Communication avec un tiers',
  'protection-connue': 'Mesure de protection connue',
  'demande-avocat': 'Demande d’avocat',
  'avocat-appele': 'Avocat appelé, ou bâtonnier saisi',
  'avocat-arrive': 'Avocat arrivé',
  'entretien-avocat': 'Entretien avec l’avocat',
  'observations-avocat': 'Observations de l’avocat',
  'consultation-pieces': 'Consultation des documents',
  'demande-medecin': 'Demande d’examen médical',
  'medecin-requis': 'Médecin requis',
  'examen-medical': 'Examen médical',
  'interprete-requis': 'Interprète requis',
  'interprete-arrive': 'Interprète présent',
  audition: 'Audition',
  confrontation: 'Confrontation',
  repos: 'Repos',
  repas: 'Repas',
  fouille: 'Fouille',
  perquisition: 'Perquisition',
  transport: 'Transport',
  incident: 'Incident',
  'fin-de-periode': 'Fin d’une période',
  'prolongation-demandee': 'Prolongation demandée',
  'prolongation-decidee': 'Prolongation autorisée',
  'prolongation-refusee': 'Prolongation refusée',
  presentation: 'Présentation au magistrat',
  'fin-ordonnee': 'Fin ordonnée',
  fin: 'Fin de la mesure',
  rectification: 'Rectification',
  circonstance: 'Circonstance d’un retard',
  'passer-outre': 'Point d’attention passé outre',
  'alarme-acquittee': 'Alarme vue',
  'mesure-confiee': 'Mesure confiée',
  'remise-au-depot': 'Personne remise à l’unité qui garde le dépôt',
  'visa-du-registre': 'Registre visé',
  'presentation-prevue': 'Présentation prévue',
};
