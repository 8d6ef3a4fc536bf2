import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ConsolePage } from '../shell/console-page.ts'
import { paths } from '../shell/paths.ts'
import { shellRoute } from '../shell/shell-route.ts'

export const patientsPage: ConsolePage = {
  path: paths.patients,
  section: 'patients',
  label: 'patients.title',
  icon: 'people',
  combo: 'KeyG KeyP',
  routes: [
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'patients',
      component: lazyRouteComponent(() => import('./Patients.tsx'), 'Patients'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: 'patients/$patientId',
      component: lazyRouteComponent(() => import('./PatientCard.tsx'), 'PatientCard'),
    }),
  ],
}
